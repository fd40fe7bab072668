import { byteLength, fromBytes, isAscii, toBytes } from '../go-strings.ts';
import { zeroElement } from '../go-types.ts';
import { goInt, isMap, typeName, withoutMethods } from '../kinds.ts';
import { GoInt, type Value } from '../value.ts';

const MASK = (1n << 64n) - 1n;

/** Go's indexArg: a number from 0 to `capacity`, or an error. */
function indexArgument(value: Value, capacity: number): number {
  if (value === null || value === undefined) throw new Error('cannot index slice/array with nil');
  if (!(value instanceof GoInt)) throw new Error(`cannot index slice/array with type ${typeName(value)}`);
  const signed = BigInt.asIntN(64, value.value & MASK);
  if (signed < 0n || signed > BigInt(capacity)) throw new Error(`index out of range: ${signed}`);
  return Number(signed);
}

/** `index x 1 "a"`: x[1]["a"]. A key that a map lacks is the zero value of its elements, not an error. */
export function index(item: Value, keys: readonly Value[]): Value {
  if (item === null || item === undefined) throw new Error('index of untyped nil');
  let at: Value = item;
  for (const key of keys) {
    if (at === null || at === undefined) throw new Error('index of nil pointer');
    at = element(withoutMethods(at), key);
  }
  return at;
}

function element(item: Value, key: Value): Value {
  if (Array.isArray(item)) {
    const at = indexArgument(key, item.length);
    if (at === item.length) throw new Error('reflect: slice index out of range');
    return item[at] ?? null;
  }
  if (typeof item === 'string') return byteAt(item, key);
  if (!isMap(item)) throw new Error(`can't index item of type ${pointedType(item)}`);
  if (key === null || key === undefined) throw new Error('value is nil; should be of type string');
  if (typeof key !== 'string') throw new Error(`value has type ${typeName(key)}; should be string`);
  return Object.hasOwn(item, key) ? (item[key] ?? null) : zeroElement(item);
}

/** The type of what a pointer leads to. */
function pointedType(value: Value): string {
  return typeName(value).replace(/^\*/, '');
}

function byteAt(text: string, key: Value): Value {
  const bytes = toBytes(text);
  const at = indexArgument(key, bytes.length);
  if (at === bytes.length) throw new Error('reflect: string index out of range');
  return new GoInt(bytes[at]!, 'uint8');
}

/** Which path `index` leads to. */
export function indexPath(args: Value[]): { argument: number; keys: (string | number)[] } {
  const keys = args.slice(1).map((key) => (key instanceof GoInt ? Number(key.value) : String(key)));
  return { argument: 0, keys };
}

/** `slice x 1 2`: x[1:2], by bytes for a string. */
export function slice(whole: Value, bounds: readonly Value[]): Value {
  const item = withoutMethods(whole);
  if (item === null || item === undefined) throw new Error('slice of untyped nil');
  if (bounds.length > 3) throw new Error(`too many slice indexes: ${bounds.length}`);
  const string = typeof item === 'string';
  if (string && bounds.length === 3) throw new Error('cannot 3-index slice a string');
  if (!string && !Array.isArray(item)) throw new Error(`can't slice item of type ${typeName(whole)}`);
  const capacity = string ? byteLength(item) : item.length;
  const [low = 0, high = capacity, max] = bounds.map((bound) => indexArgument(bound, capacity));
  if (low > high) throw new Error(`invalid slice index: ${low} > ${high}`);
  if (max !== undefined && high > max) throw new Error(`invalid slice index: ${high} > ${max}`);
  if (!string) return item.slice(low, high);
  return isAscii(item) ? item.slice(low, high) : fromBytes(toBytes(item).slice(low, high));
}

export function length(whole: Value): GoInt {
  const item = withoutMethods(whole);
  if (item === null) throw new Error('len of nil pointer');
  if (item === undefined) throw new Error('reflect: call of reflect.Value.Type on zero Value');
  if (typeof item === 'string') return goInt(byteLength(item));
  if (Array.isArray(item)) return goInt(item.length);
  if (isMap(item)) return goInt(Object.keys(item).length);
  throw new Error(`len of type ${pointedType(item)}`);
}
