/** Arguments as the engine hands them over: their types have been checked, what a nil is has not been settled. */
import { GoInt } from '../template/value.ts';
import type { GoMap, Value } from '../template/value.ts';
import { isMap, isNil, kindName, NIL_POINTER, withoutMethods } from './kind.ts';

export function text(value: Value): string {
  return typeof value === 'string' ? value : '';
}

/** An `int` parameter as a JavaScript number; what is beyond 2^53 is beyond every use of it. */
export function integer(value: Value): number {
  if (value instanceof GoInt) return Number(value.value);
  return typeof value === 'number' ? value : 0;
}

/** A `map[string]interface{}` parameter; Go reads a nil map as an empty one. */
export function map(value: Value): GoMap {
  return isMap(value) ? value : {};
}

/** `doing` completes "Cannot … type string": the words of Sprig's list functions. */
export function list(value: Value, doing: string): Value[] {
  const inner = withoutMethods(value);
  if (Array.isArray(inner)) return inner;
  if (isNil(value)) throw new Error(NIL_POINTER);
  throw new Error(`Cannot ${doing} type ${kindName(value)}`);
}

export function own(holder: GoMap, key: string): Value {
  return Object.hasOwn(holder, key) ? holder[key] : undefined;
}
