/** Maps. `set`, `unset`, `merge` and `mergeOverwrite` change their first argument, as in Go. */
import type { CallContext, FunctionTable, GoFunction, GoMap, Value } from '../template/value.ts';
import { map, own, text } from './argument.ts';
import { deepCopy } from './copy.ts';
import { define, table, withMust } from './function.ts';
import { isMap, isNil, isNilValue, nilMap, strings, typeName } from './kind.ts';
import { merge } from './merge.ts';
import { NodeLimit } from './node-limit.ts';
import { sortedKeys } from './bytes.ts';
import { setKey, textOf } from './print.ts';

/** Sorting a key takes as long as that many actions. */
const STEPS_PER_KEY = 4;

function get(holder: GoMap, key: string): Value {
  return Object.hasOwn(holder, key) ? holder[key] : '';
}

function set(holder: Value, key: string, value: Value, context: CallContext): Value {
  context.change();
  if (!isMap(holder) || isNilValue(holder)) throw new Error('assignment to entry in nil map');
  setKey(holder, key, value === undefined ? null : value);
  return holder;
}

function unset(holder: Value, key: string, context: CallContext): Value {
  context.change();
  if (isMap(holder)) delete holder[key];
  return isNil(holder) ? nilMap() : holder;
}

function dict(args: Value[], context: CallContext): GoMap {
  const made: GoMap = {};
  for (let at = 0; at < args.length; at += 2) {
    const value = args[at + 1];
    setKey(
      made,
      printed(args[at], context),
      at + 1 < args.length ? (value === undefined ? null : value) : '',
    );
  }
  return made;
}

function printed(key: Value, context: CallContext): string {
  return typeof key === 'string' ? key : textOf(key, new NodeLimit(context));
}

function pick(holder: GoMap, keys: Value[]): GoMap {
  const picked: GoMap = {};
  for (const key of keys) if (Object.hasOwn(holder, text(key))) setKey(picked, text(key), holder[text(key)]);
  return picked;
}

function omit(holder: GoMap, names: Value[], context: CallContext): GoMap {
  const omitted = new Set(names);
  const left: GoMap = {};
  const all = Object.keys(holder);
  context.spend(all.length * STEPS_PER_KEY);
  for (const key of all) if (!omitted.has(key)) setKey(left, key, holder[key]);
  return left;
}

function paidKeys(holder: GoMap, context: CallContext): string[] {
  const found = sortedKeys(holder);
  context.spend(found.length * STEPS_PER_KEY);
  return found;
}

/** Go's order is random; ours is sorted, so that a render is the same each time. */
function keys(holders: Value[], context: CallContext): Value[] {
  return strings(holders.flatMap((holder) => paidKeys(map(holder), context)));
}

interface Dig {
  readonly keys: readonly string[];
  readonly fallback: Value;
  readonly holder: GoMap;
}

/** `dig "a" "b" default $map`, with the panics of its type assertions. */
function digArguments(args: Value[]): Dig {
  if (args.length < 3) throw new Error('dig needs at least three arguments');
  const holder = asMap(args.at(-1));
  const path = args.slice(0, -2).map((key) => {
    if (typeof key !== 'string') throw new Error(conversion(key, 'string'));
    return key;
  });
  return { keys: path, fallback: args.at(-2), holder };
}

function asMap(value: Value): GoMap {
  if (isMap(value) && typeName(value) === 'map[string]interface {}') return value;
  throw new Error(conversion(value, 'map[string]interface {}'));
}

function conversion(value: Value, wanted: string): string {
  const found = isNil(value) ? 'nil' : typeName(value);
  return `interface conversion: interface {} is ${found}, not ${wanted}`;
}

function dig(args: Value[]): Value {
  const { keys: path, fallback, holder } = digArguments(args);
  let at = holder;
  for (const [index, key] of path.entries()) {
    if (!Object.hasOwn(at, key)) return fallback;
    if (index === path.length - 1) return own(at, key);
    at = asMap(own(at, key));
  }
  return fallback;
}

/** The path that `dig` follows, where it leads to a value; else the default's. */
function digPath(args: Value[]): { argument: number; keys: (string | number)[] } | undefined {
  if (args.length < 3) return undefined;
  const path = args.slice(0, -2).filter((key) => typeof key === 'string');
  let at = args.at(-1);
  for (const key of path) {
    if (!isMap(at) || !Object.hasOwn(at, key)) return { argument: args.length - 2, keys: [] };
    at = at[key];
  }
  return { argument: args.length - 1, keys: path };
}

function mergeAll(overwrite: boolean): GoFunction['call'] {
  return ([target, ...sources], context) => {
    // mergo makes the map that is missing, but not for sources that are missing too.
    const lacks = !isMap(target) || isNilValue(target);
    if (lacks && sources.every((source) => isNil(source) || isNilValue(source))) return nilMap();
    const into = lacks ? {} : target;
    context.change();
    const mode = { overwrite, limit: new NodeLimit(context), depth: 0 };
    for (const source of sources) merge(into, map(source), mode);
    return into;
  };
}

/** copystructure copes with a nil inside, not at the top. */
function copied([value]: Value[], context: CallContext): Value {
  if (isNil(value)) throw new Error('reflect: call of reflect.Value.Type on zero Value');
  return deepCopy(value, context);
}

const getPath: GoFunction['path'] = ([holder, key]) =>
  isMap(holder) && typeof key === 'string' && Object.hasOwn(holder, key)
    ? { argument: 0, keys: [key] }
    : undefined;

/** A key of the result is the same key of the first argument. */
const SAME_PATH: Pick<GoFunction, 'path'> = { path: () => ({ argument: 0, keys: [] }) };

export const dictFunctions: FunctionTable = table(
  define('dict', 'any...', dict, { steps: 16 }),
  define('get', 'map string', ([holder, key]) => get(map(holder), text(key)), { path: getPath }),
  define('set', 'map string any', ([holder, key, value], context) => set(holder, text(key), value, context), {
    ...SAME_PATH,
    stores: ([, key]) => ({ key: text(key), argument: 2 }),
  }),
  define('unset', 'map string', ([holder, key], context) => unset(holder, text(key), context), SAME_PATH),
  define('hasKey', 'map string', ([holder, key]) => Object.hasOwn(map(holder), text(key))),
  define('pluck', 'string map...', ([key, ...holders]) =>
    holders.filter((each) => Object.hasOwn(map(each), text(key))).map((each) => map(each)[text(key)]),
  ),
  define('keys', 'map...', keys),
  define('values', 'map', ([holder], context) =>
    paidKeys(map(holder), context).map((key) => map(holder)[key]),
  ),
  define('pick', 'map string...', ([holder, ...names]) => pick(map(holder), names), SAME_PATH),
  define(
    'omit',
    'map string...',
    ([holder, ...names], context) => omit(map(holder), names, context),
    SAME_PATH,
  ),
  define('dig', 'any...', dig, { path: digPath, charactersPerStep: 4 }),
  withMust(define('merge', 'map map...', mergeAll(false))),
  withMust(define('mergeOverwrite', 'map map...', mergeAll(true))),
  withMust(define('deepCopy', 'any', copied, SAME_PATH)),
);
