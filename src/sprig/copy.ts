import { GoInt } from '../template/value.ts';
import type { CallContext, GoMap, Value } from '../template/value.ts';
import { isMap, isNil, isNilValue, typed, typeName } from './kind.ts';
import { NodeLimit } from './node-limit.ts';
import { setKey } from './print.ts';

/** `copystructure.Copy`: new maps and lists all the way down, at the cost of the context's budget. */
export function deepCopy(value: Value, context: CallContext): Value {
  return copyAt(value, new NodeLimit(context), 0);
}

function copyAt(value: Value, limit: NodeLimit, depth: number): Value {
  limit.enter(depth);
  if (isNil(value) || typeof value !== 'object' || value instanceof GoInt) return value;
  if (Array.isArray(value)) return copyList(value, limit, depth);
  return isMap(value) ? copyMap(value, limit, depth) : value;
}

function copyList(value: Value[], limit: NodeLimit, depth: number): Value {
  if (isNilValue(value)) return value;
  return typed(
    value.map((item) => copyAt(item, limit, depth + 1)),
    typeName(value),
  );
}

function copyMap(value: GoMap, limit: NodeLimit, depth: number): Value {
  if (typeName(value) === 'map[string]string') return value;
  const copy: GoMap = {};
  for (const key of Object.keys(value)) setKey(copy, key, copyAt(value[key], limit, depth + 1));
  return copy;
}
