import { GoInt } from '../template/value.ts';
import type { CallContext, GoMap, Value } from '../template/value.ts';
import { isMap, isNil, isNilValue, typed, typeName } from './kind.ts';
import { setKey } from './print.ts';

const MAX_DEPTH = 1000;

/** `copystructure.Copy`: new maps and lists all the way down, one step of the budget for each. */
export function deepCopy(value: Value, context: CallContext, depth = 0): Value {
  if (depth > MAX_DEPTH) throw new Error('value is nested too deeply to be copied');
  if (isNil(value) || typeof value !== 'object' || value instanceof GoInt) return value;
  context.spend(1);
  if (Array.isArray(value)) return copyList(value, context, depth);
  return isMap(value) ? copyMap(value, context, depth) : value;
}

function copyList(value: Value[], context: CallContext, depth: number): Value {
  if (isNilValue(value)) return value;
  return typed(
    value.map((item) => deepCopy(item, context, depth + 1)),
    typeName(value),
  );
}

function copyMap(value: GoMap, context: CallContext, depth: number): Value {
  if (typeName(value) === 'map[string]string') return value;
  const copy: GoMap = {};
  for (const key of Object.keys(value)) setKey(copy, key, deepCopy(value[key], context, depth + 1));
  return copy;
}
