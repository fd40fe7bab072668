import type { Execution } from './execution.ts';
import { isMap } from './kinds.ts';
import type { GoFunction, Value } from './value.ts';

/**
 * For maps and lists that a function has made (`dict`, `list`, `merge`): the value paths of their elements, found by
 * identity with the call's arguments and their elements. So `include "x" (dict "root" $)` does not lose the paths.
 */
export type Origins = Map<object, Map<string | number, number>>;

/** Larger results are not searched. */
const MOST_ELEMENTS = 64;

/** Identity says where a value came from for these alone; every `true` is the same. */
function isTraceable(value: Value): boolean {
  return (
    typeof value === 'string' || typeof value === 'number' || (typeof value === 'object' && value !== null)
  );
}

/** For maps that functions have changed: pairs of where the reads begin and end that went into them. */
export type Stores = Map<object, number[]>;

/** Remembers where the element came from that a function puts into a map: from then on `map.key` has that path. */
function recordStored(
  run: Execution,
  stores: NonNullable<GoFunction['stores']>,
  args: Value[],
  paths: readonly number[],
): void {
  const holder = args[0];
  if (typeof holder !== 'object' || holder === null || paths[0] !== 0) return;
  const first = run.derivation(run.argumentsFirst);
  if (first < run.reads.length) {
    const pairs = (run.stores ??= new Map()).get(holder);
    if (pairs === undefined) run.stores.set(holder, [first, run.reads.length]);
    else pairs.push(first, run.reads.length);
  }
  const { key, argument } = stores(args);
  const path = paths[argument] ?? 0;
  const known = run.origins?.get(holder);
  if (known !== undefined) known.set(key, path);
  else if (path !== 0) (run.origins ??= new Map()).set(holder, new Map([[key, path]]));
}

/** The path of a call's result, by the function's own rule or by identity with an argument; 0 where unknown. */
export function resultPath(
  run: Execution,
  fn: Pick<GoFunction, 'path' | 'stores'>,
  args: Value[],
  paths: readonly number[],
  result: Value,
): number {
  if (fn.stores !== undefined) recordStored(run, fn.stores, args, paths);
  if (fn.path !== undefined) {
    const rule = fn.path(args);
    if (rule !== undefined) return extendedPath(run, args, paths, rule.argument, rule.keys);
  }
  if (!isTraceable(result)) return 0;
  for (let i = 0; i < args.length; i++) if (args[i] === result && paths[i] !== 0) return paths[i]!;
  if (typeof result === 'object') recordOrigins(run, result as object, args, paths);
  return 0;
}

function extendedPath(
  run: Execution,
  args: Value[],
  paths: readonly number[],
  argument: number,
  keys: (string | number)[],
): number {
  let path = paths[argument] ?? 0;
  if (path === 0) path = keys.length === 0 ? 0 : originPath(run, args[argument], keys);
  else for (const key of keys) path = run.paths.child(path, key);
  if (path !== 0 && keys.length > 0) run.reads.push(path);
  return path;
}

/** The path of `value.key1.key2…` where `value` itself has none. */
export function originPath(run: Execution, value: Value, keys: readonly (string | number)[]): number {
  let path = 0;
  let at: Value = value;
  for (const key of keys) {
    if (path !== 0) path = run.paths.child(path, key);
    else if (typeof at === 'object' && at !== null) {
      path = run.origins?.get(at)?.get(key) ?? 0;
      if (path === 0) at = elementOf(at, key);
    } else return 0;
  }
  return path;
}

function elementOf(container: Value, key: string | number): Value {
  if (Array.isArray(container)) return typeof key === 'number' ? container[key] : undefined;
  return isMap(container) && Object.hasOwn(container, key) ? container[key] : undefined;
}

function recordOrigins(run: Execution, result: object, args: Value[], paths: readonly number[]): void {
  const list = Array.isArray(result);
  if (!list && !isMap(result as Value)) return;
  const keys = Object.keys(result);
  if (keys.length === 0 || keys.length > MOST_ELEMENTS || run.origins?.has(result)) return;
  let found: Map<string | number, number> | undefined;
  for (const name of keys) {
    const key = list ? Number(name) : name;
    const value = (result as Record<string, Value>)[name];
    if (!isTraceable(value)) continue;
    const path = argumentPath(run, args, paths, value, key);
    if (path !== 0) (found ??= new Map()).set(key, path);
  }
  if (found !== undefined) (run.origins ??= new Map()).set(result, found);
}

/** Where an element came from: an argument, or an element of one (`merge`, `pick`, `slice`, `concat`, `uniq`). */
function argumentPath(
  run: Execution,
  args: Value[],
  paths: readonly number[],
  value: Value,
  key: string | number,
): number {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === value && paths[i] !== 0) return paths[i]!;
    if (typeof arg !== 'object' || arg === null) continue;
    const from = keyOf(arg, value, key);
    if (from === undefined) continue;
    const path = paths[i] === 0 ? (run.origins?.get(arg)?.get(from) ?? 0) : run.paths.child(paths[i]!, from);
    if (path !== 0) return path;
  }
  return 0;
}

/** Under which key a container holds the value: the same in a map, any in a list. */
function keyOf(container: Value, value: Value, key: string | number): string | number | undefined {
  if (elementOf(container, key) === value) return key;
  if (typeof key !== 'number' || !Array.isArray(container) || container.length > MOST_ELEMENTS)
    return undefined;
  const at = container.indexOf(value);
  return at === -1 ? undefined : at;
}
