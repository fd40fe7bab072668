import type { Json } from '../../types.ts';
import { decline } from './reader.ts';

/**
 * Adds a field. Declines at one that is there already, and at `__proto__`. Nothing that is read is undefined, so that
 * the look-up, cheaper than `Object.hasOwn`, finds either, and the names of Object's own methods besides.
 */
export function add(map: Record<string, Json>, key: string, value: Json): void {
  if (map[key] !== undefined && (key === '__proto__' || Object.hasOwn(map, key))) decline();
  map[key] = value;
}
