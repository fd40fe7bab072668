import type { JsonObject } from './types.ts';

/** Whether a value is a map of keys. */
export function isMap(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
