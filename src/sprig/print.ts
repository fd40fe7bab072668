/** `fmt.Sprint` of any value, and Sprig's `strval` (the same but for values that are text already). */
import { sortedKeys } from './bytes.ts';
import { GoInt } from '../template/value.ts';
import type { GoMap, Value } from '../template/value.ts';
import { isNil, isObject } from './kind.ts';
import { formatFloat } from './number.ts';

/** Deeper than any values file; a map that holds itself would not end (Go dies of a stack overflow). */
const MAX_DEPTH = 1000;

/** `fmt.Sprintf("%v", value)`. */
export function print(value: Value, depth = 0): string {
  if (depth > MAX_DEPTH) throw new Error('value is nested too deeply to be printed');
  if (typeof value === 'string') return value;
  if (isNil(value)) return '<nil>';
  if (typeof value === 'number') return formatFloat(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof GoInt) return value.value.toString();
  if (Array.isArray(value)) return `[${value.map((item) => print(item, depth + 1)).join(' ')}]`;
  return isObject(value) ? value.print() : printMap(value, depth);
}

function printMap(map: GoMap, depth: number): string {
  const entries = sortedKeys(map).map((key) => `${key}:${print(map[key], depth + 1)}`);
  return `map[${entries.join(' ')}]`;
}

/** Own property even for `__proto__`. */
export function setKey(map: GoMap, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  } else map[key] = value;
}
