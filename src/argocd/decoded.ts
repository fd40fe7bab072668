import { isMap } from '../json.ts';
import type { Json, JsonObject } from '../types.ts';
import { TYPES } from './generated/types.ts';

/**
 * What is left of an object when Go has read it as one of the table's types: fields that the type has, without those that
 * are null; a null in a map or a list is its elements' zero value. What has the wrong type stays.
 */
export function decoded(object: JsonObject, type: string): JsonObject {
  const fields = TYPES[type]!;
  const kept: [string, Json][] = [];
  for (const [key, value] of Object.entries(object)) {
    if (value === null || !Object.hasOwn(fields, key)) continue;
    kept.push([key, decodedAs(value, fields[key]!.type)]);
  }
  return Object.fromEntries(kept);
}

function decodedAs(value: Json, type: string): Json {
  const element = type.slice(2);
  if (type.startsWith('[]'))
    return Array.isArray(value) ? (value as readonly Json[]).map((item) => elementAs(item, element)) : value;
  if (!isMap(value)) return value;
  if (!type.startsWith('{}')) return Object.hasOwn(TYPES, type) ? decoded(value, type) : value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, elementAs(item, element)]));
}

function elementAs(value: Json, type: string): Json {
  return value === null ? zeroOf(type) : decodedAs(value, type);
}

/** A scalar's or a struct's; null for all else. */
export function zeroOf(type: string): Json {
  if (type === 'string') return '';
  if (type === 'boolean') return false;
  if (type === 'integer') return 0;
  return Object.hasOwn(TYPES, type) ? {} : null;
}
