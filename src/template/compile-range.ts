import { compilePipe } from './compile-pipeline.ts';
import type { Scope } from './compile-scope.ts';
import { fail } from './exec-error.ts';
import type { Exec, Frame, Signal } from './frame.ts';
import { sortedKeys } from './go-strings.ts';
import { holdsAnything, goInt, isGoObject, isMap, withoutMethods } from './kinds.ts';
import type { BranchNode, ListNode } from './node.ts';
import { formatValue } from './format-value.ts';
import { beginAction, beginGuard, endGuard } from './recorder.ts';
import { guardTrace } from './trace-node.ts';
import { GoInt, type Value } from './value.ts';
import { ROOT_SLOT } from './compile-scope.ts';

type Key = number | string;

/** Sorting more keys than that costs steps, for a body may leave the range at once. */
const FEW_KEYS = 64;

/** Executes the body for one element. `key` is undefined where the range has none (integers). */
type Iteration = (frame: Frame, key: Key | undefined, element: Value, path: number, first: number) => Signal;

export function compileRange(
  node: BranchNode,
  scope: Scope,
  compileList: (list: ListNode, scope: Scope) => Exec,
): Exec {
  const id = scope.site.register(guardTrace(node));
  const pipe = compilePipe(node.pipe, scope);
  const setKey = keyStore(node, scope);
  const setElement = elementStore(node, scope);
  const body = scope.block(() => compileList(node.list, scope));
  const otherwise =
    node.elseList === undefined ? undefined : scope.block(() => compileList(node.elseList!, scope));
  const iterate = iteration(body, setKey, setElement);
  return (frame) => {
    const { run } = frame;
    run.step();
    const first = run.reads.length;
    beginAction(run);
    const value = withoutMethods(pipe(frame));
    const count = countElements(frame, value, node.pipe.decl.length);
    const guard = beginGuard(run, id, count > 0 ? 0 : otherwise === undefined ? -1 : 1, first);
    let signal: Signal = 0;
    if (count > 0) rangeOver(frame, value, count, first, iterate);
    else if (otherwise !== undefined) signal = otherwise(frame);
    endGuard(run, guard);
    // Go lets a break in the else branch end this very range.
    return signal === 1 ? 0 : signal;
  };
}

type StoreSlot = ((frame: Frame, value: Value, path: number, first: number) => void) | undefined;

function slotStore(node: BranchNode, scope: Scope, index: number, what: 'key' | 'element'): StoreSlot {
  const variable = node.pipe.decl[index];
  const slot = variable && scope.find(variable.ident[0]!)?.slot;
  if (slot === undefined) return undefined;
  return (frame, value, path, first) => {
    const isElement = what === 'element' && frame.dotIsElement;
    const held = { value, path, first, last: path === 0 ? frame.run.reads.length : first, isElement };
    if (slot === ROOT_SLOT) Object.assign(frame.root, held);
    else (frame.variables ??= [])[slot] = held;
  };
}

/** With two variables the first is the key; one variable is the element. */
function keyStore(node: BranchNode, scope: Scope): StoreSlot {
  return node.pipe.decl.length > 1 ? slotStore(node, scope, 0, 'key') : undefined;
}

function elementStore(node: BranchNode, scope: Scope): StoreSlot {
  return slotStore(node, scope, node.pipe.decl.length - 1, 'element');
}

function iteration(body: Exec, setKey: StoreSlot, setElement: StoreSlot): Iteration {
  return (frame, key, element, path, first) => {
    frame.run.step();
    if (setElement !== undefined) setElement(frame, element, path, first);
    if (setKey !== undefined)
      setKey(frame, typeof key === 'number' ? goInt(key) : key, 0, frame.run.reads.length);
    frame.dot = element;
    frame.dotPath = path;
    return body(frame);
  };
}

function countElements(frame: Frame, value: Value, variables: number): number {
  if (value === undefined || value === null) return 0;
  if (Array.isArray(value)) return value.length;
  if (value instanceof GoInt) {
    if (variables > 1) fail(frame, `can't use ${value.value} to iterate over more than one variable`);
    return value.value > 0n ? Number(value.value) : 0;
  }
  if (isMap(value)) return Object.keys(value).length;
  const shown = isGoObject(value) ? value.print() : formatValue(value, frame.run);
  return fail(frame, `range can't iterate over ${shown}`);
}

/** Runs the iterations with their own dot, and puts the old one back. */
function rangeOver(frame: Frame, value: Value, count: number, first: number, iterate: Iteration): void {
  const { dot, dotPath, dotFirst, dotLast, dotIsElement, run } = frame;
  const from = run.path === 0 ? run.derivation(first) : first;
  frame.dotFirst = from;
  frame.dotLast = run.reads.length;
  frame.dotIsElement = holdsAnything(value);
  if (value instanceof GoInt) rangeInts(frame, value, iterate);
  else rangeElements(frame, value as object, count, from, iterate);
  frame.dot = dot;
  frame.dotPath = dotPath;
  frame.dotFirst = dotFirst;
  frame.dotLast = dotLast;
  frame.dotIsElement = dotIsElement;
}

function rangeInts(frame: Frame, value: GoInt, iterate: Iteration): void {
  const { kind } = value;
  for (let i = 0n; i < value.value; i++) {
    const element = kind === 'int' ? goInt(Number(i)) : new GoInt(i, kind);
    if (iterate(frame, undefined, element, 0, frame.dotFirst) === 1) return;
  }
}

function rangeElements(frame: Frame, value: object, count: number, first: number, iterate: Iteration): void {
  const { run } = frame;
  const base = run.path;
  const origins = run.tracing && base === 0 ? run.origins?.get(value) : undefined;
  const list = Array.isArray(value);
  const keys = list ? undefined : sortedKeys(value);
  if (keys !== undefined && keys.length > FEW_KEYS) run.spend(keys.length);
  // The elements as they are now: a function in the body may change the map.
  const elements =
    keys === undefined ? (value as Value[]) : keys.map((key) => (value as Record<string, Value>)[key]);
  for (let i = 0; i < count; i++) {
    const key: Key = keys === undefined ? i : keys[i]!;
    const path = base === 0 ? (origins?.get(key) ?? 0) : run.paths.child(base, key);
    if (iterate(frame, key, elements[i] ?? null, path, first) === 1) return;
  }
}
