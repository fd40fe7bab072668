/** Lists. None of these changes its argument. */
import type { CallContext, FunctionTable, GoFunction, Value } from '../template/value.ts';
import { integer, list } from './argument.ts';
import { define, table, withMust } from './function.ts';
import type { Call } from './function.ts';
import { deepEqual, isEmpty, isNil, kindName, NIL_POINTER, nilList, typed, typeName } from './kind.ts';
import { toInt64 } from './number.ts';

/** Each element of a list that is copied or looked at costs a step; half of one where lists are commonly built so. */
function spendItems(count: number, context: CallContext): void {
  context.spend(Math.ceil(count));
}

/** The list, paid for. */
function spent(items: Value[], context: CallContext): Value[] {
  spendItems(items.length, context);
  return items;
}

/** For the list itself, beside its elements. */
const STEPS_PER_LIST = 8;

function chunk(size: number, items: Value[], context: CallContext): Value[] {
  if (size <= 0) throw new Error('runtime error: makeslice: len out of range');
  context.spend(STEPS_PER_LIST * Math.ceil(items.length / size));
  const chunks: Value[] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return typed(chunks, '[][]interface {}');
}

function uniq(items: Value[], context: CallContext): Value[] {
  const out: Value[] = [];
  for (const item of items) {
    context.spend(Math.ceil(out.length / 16));
    if (!out.some((seen) => deepEqual(item, seen, context))) out.push(item);
  }
  return out;
}

function without(items: Value[], omitted: Value[], context: CallContext): Value[] {
  spendItems(items.length * omitted.length, context);
  return items.filter((item) => !omitted.some((each) => deepEqual(item, each, context)));
}

function has(needle: Value, haystack: Value, context: CallContext): boolean {
  if (isNil(haystack)) return false;
  const items = list(haystack, 'find has on');
  spendItems(items.length, context);
  return items.some((item) => deepEqual(needle, item, context));
}

/** `slice $list 1 3`; an empty list gives nil, whatever the bounds. */
function slice(value: Value, indices: Value[], context: CallContext): Value {
  if (isNil(value)) throw new Error(NIL_POINTER);
  if (!Array.isArray(value)) throw new Error(`list should be type of slice or array but ${kindName(value)}`);
  if (value.length === 0) return null;
  const start = indices.length > 0 ? Number(toInt64(indices[0])) : 0;
  const end = indices.length > 1 ? Number(toInt64(indices[1])) : value.length;
  if (start < 0 || end < start || end > value.length)
    throw new Error('reflect.Value.Slice: slice index out of bounds');
  spendItems(end - start, context);
  return typed(value.slice(start, end), typeName(value));
}

function concat(lists: Value[], context: CallContext): Value[] {
  const all = lists.map((each) => {
    if (isNil(each)) throw new Error(NIL_POINTER);
    if (!Array.isArray(each)) throw new Error(`Cannot concat type ${kindName(each)} as list`);
    // Once for what is read, once for what is made.
    spendItems(each.length * 2, context);
    return each;
  });
  const out = ([] as Value[]).concat(...all);
  return out.length === 0 ? nilList() : out;
}

/** A copy for `rest` and `initial`, which give a nil list for an empty one. */
function part(items: Value[], start: number, end?: number): Value[] {
  return items.length === 0 ? nilList() : items.slice(start, end);
}

/** Selects one element: a trace goes on through it. */
function selector(name: string, doing: string, index: (length: number) => number): GoFunction[] {
  const call: Call = ([value]) => {
    const items = list(value, doing);
    return items.at(index(items.length)) ?? null;
  };
  const path: GoFunction['path'] = ([value]) =>
    Array.isArray(value) && value.length > 0 ? { argument: 0, keys: [index(value.length)] } : undefined;
  return withMust(define(name, 'any', call, { path }));
}

const push = define('append', 'any any', ([value, item], context) => {
  const items = list(value, 'push on');
  spendItems(items.length / 2, context);
  return [...items, item];
});

const prepend = define('prepend', 'any any', ([value, item], context) => {
  const items = list(value, 'prepend on');
  spendItems(items.length / 2, context);
  return [item, ...items];
});

/** Making a list takes longer than other calls: where it comes from is noted. */
const MAKING = { steps: 16 };
const CUTTING = { steps: 10 };

export const listFunctions: FunctionTable = table(
  define('list', 'any...', (args) => args.slice(), MAKING),
  define('tuple', 'any...', (args) => args.slice(), MAKING),
  withMust(push),
  withMust({ ...push, name: 'push' }),
  withMust(prepend),
  withMust(
    define('chunk', 'int any', ([size, value], context) =>
      chunk(integer(size), spent(list(value, 'chunk'), context), context),
    ),
  ),
  selector('first', 'find first on', () => 0),
  selector('last', 'find last on', (length) => length - 1),
  withMust(
    define(
      'rest',
      'any',
      ([value], context) => part(spent(list(value, 'find rest on'), context), 1),
      CUTTING,
    ),
  ),
  withMust(
    define(
      'initial',
      'any',
      ([value], context) => part(spent(list(value, 'find initial on'), context), 0, -1),
      CUTTING,
    ),
  ),
  withMust(
    define('reverse', 'any', ([value], context) =>
      spent(list(value, 'find reverse on'), context).toReversed(),
    ),
  ),
  withMust(
    define('compact', 'any', ([value], context) =>
      spent(list(value, 'compact on'), context).filter((item) => !isEmpty(item)),
    ),
  ),
  withMust(define('uniq', 'any', ([value], context) => uniq(list(value, 'find uniq on'), context), MAKING)),
  withMust(
    define('without', 'any any...', ([value, ...omitted], context) =>
      without(list(value, 'find without on'), omitted, context),
    ),
  ),
  withMust(define('has', 'any any', ([needle, haystack], context) => has(needle, haystack, context))),
  withMust(
    define(
      'slice',
      'any any...',
      ([value, ...indices], context) => slice(value, indices, context),
      // Bounds may be texts.
      { steps: 24, charactersPerStep: 1 },
    ),
  ),
  define('concat', 'any...', (args, context) => concat(args, context), CUTTING),
);
