/** `fmt.Sprint` of any value, and Sprig's `strval`. */
import { sortedKeys } from './bytes.ts';
import { GoInt, NamedInt } from '../template/value.ts';
import type { GoMap, Value } from '../template/value.ts';
import { isNil, isObject } from './kind.ts';
import { NodeLimit } from './node-limit.ts';
import { formatFloat } from './number.ts';

/** `fmt.Sprintf("%v", value)`. */
export function print(value: Value, limit?: NodeLimit): string {
  return typeof value === 'string' ? value : printAt(value, limit ?? new NodeLimit(), 0);
}

/** Sprig's `strval`: bytes are the text that they are. */
export function textOf(value: Value, limit?: NodeLimit): string {
  return isObject(value) && value.text !== undefined ? value.text() : print(value, limit);
}

function printAt(value: Value, limit: NodeLimit, depth: number): string {
  limit.enter(depth);
  if (typeof value === 'string') return value;
  if (isNil(value)) return '<nil>';
  if (typeof value === 'number') return formatFloat(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof GoInt) return value instanceof NamedInt ? value.text : value.value.toString();
  if (Array.isArray(value)) return `[${value.map((item) => printAt(item, limit, depth + 1)).join(' ')}]`;
  return isObject(value) ? value.print() : printMap(value, limit, depth);
}

function printMap(map: GoMap, limit: NodeLimit, depth: number): string {
  const entries = sortedKeys(map).map((key) => `${key}:${printAt(map[key], limit, depth + 1)}`);
  return `map[${entries.join(' ')}]`;
}

/** Own property even for `__proto__`. */
export function setKey(map: GoMap, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  } else map[key] = value;
}
