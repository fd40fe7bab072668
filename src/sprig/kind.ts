/** What Go's reflection would say of a value: its type, its kind, whether it is empty, whether two are equal. */
import { hasKeys, isNilValue, markedType, nilList, nilMap, typed } from '../template/index.ts';
import { GoInt, NamedInt } from '../template/value.ts';
import type { CallContext, GoMap, GoObject, Value } from '../template/value.ts';

import { NodeLimit } from './node-limit.ts';

export { isNilValue, nilList, nilMap, typed };

export const NIL_POINTER = 'runtime error: invalid memory address or nil pointer dereference';

export function strings(list: string[]): Value[] {
  return typed<Value[]>(list, '[]string');
}

export function isNil(value: Value): value is null | undefined {
  return value === null || value === undefined;
}

export function isObject(value: Value): value is GoObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof GoInt)
    return false;
  return 'goType' in value && value.methods instanceof Map;
}

export function isMap(value: Value): value is GoMap {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !(value instanceof GoInt) && !isObject(value);
}

/** `fmt.Sprintf("%T", value)`. */
export function typeName(value: Value): string {
  if (isNil(value)) return '<nil>';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float64';
  if (value instanceof GoInt) return value instanceof NamedInt ? value.goType : value.kind;
  if (Array.isArray(value)) return markedType(value) ?? '[]interface {}';
  return isObject(value) ? value.goType : (markedType(value) ?? 'map[string]interface {}');
}

/** A map or list that has methods in Go, such as `.Files`, tells what it holds (see the engine's `kinds.ts`). */
export function withoutMethods(value: Value): Value {
  if (!isObject(value) || !('elements' in value)) return value;
  return (value as GoObject & { elements(): Value }).elements();
}

/** `reflect.ValueOf(value).Kind().String()`. */
export function kindName(value: Value): string {
  const inner = withoutMethods(value);
  if (isNil(inner)) return 'invalid';
  if (Array.isArray(inner)) return 'slice';
  if (isMap(inner)) return 'map';
  if (inner instanceof GoInt) return inner.kind;
  if (!isObject(inner)) return typeName(inner);
  return inner.goType.startsWith('*') ? 'ptr' : 'struct';
}

/** Sprig's `empty`: the zero value of a basic type, anything of length 0, nil. A struct never is. */
export function isEmpty(given: Value): boolean {
  if (isNil(given) || given === '' || given === false || given === 0) return true;
  if (typeof given !== 'object') return false;
  const value = withoutMethods(given);
  if (value instanceof GoInt) return value.value === 0n;
  if (Array.isArray(value)) return value.length === 0;
  return isMap(value) && !hasKeys(value);
}

/** `reflect.DeepEqual`: types count, so that 1 (int) differs from 1.0, and a nil list from an empty one. */
export function deepEqual(a: Value, b: Value, context: CallContext): boolean {
  return same(a, b, new NodeLimit(context), 0);
}

function same(a: Value, b: Value, limit: NodeLimit, depth: number): boolean {
  if (isNil(a) || isNil(b)) return isNil(a) && isNil(b);
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  return sameObject(a, b, limit, depth);
}

function sameObject(a: Value, b: Value, limit: NodeLimit, depth: number): boolean {
  limit.enter(depth);
  if (a === b) return true;
  if (a instanceof GoInt || b instanceof GoInt) return sameInt(a, b);
  if (typeName(a) !== typeName(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return sameList(a, b, limit, depth);
  if (isMap(a) && isMap(b)) return sameMap(a, b, limit, depth);
  return isObject(a) && isObject(b) && a.print() === b.print();
}

function sameInt(a: Value, b: Value): boolean {
  return a instanceof GoInt && b instanceof GoInt && typeName(a) === typeName(b) && a.value === b.value;
}

function sameList(a: Value[], b: Value[], limit: NodeLimit, depth: number): boolean {
  if (a.length !== b.length || isNilValue(a) !== isNilValue(b)) return false;
  return a.every((item, index) => same(item, b[index], limit, depth + 1));
}

function sameMap(a: GoMap, b: GoMap, limit: NodeLimit, depth: number): boolean {
  const keys = Object.keys(a);
  const others = Object.keys(b);
  limit.keys(keys.length + others.length);
  if (keys.length !== others.length || isNilValue(a) !== isNilValue(b)) return false;
  return keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key], limit, depth + 1));
}
