import { setOwn } from '../yaml/index.ts';
import { goTypeName, typed } from '../sprig/index.ts';
import type { GoMap, Value } from '../template/index.ts';
import type { Json, JsonObject } from '../types.ts';
import { goText } from './flatten.ts';
import { isMap } from '../json.ts';

/**
 * Go's `mergo.Merge(&base, over, mergo.WithOverride)` on parameters: maps merge, all else is replaced, with null and
 * empty values too; only an empty map replaces nothing. Neither argument is changed. Throws where Go panics.
 */
export function mergedOver(base: JsonObject, over: JsonObject): JsonObject {
  const type = goTypeName(base as Value);
  if (type === STRING_MAP && goTypeName(over as Value) !== STRING_MAP && Object.keys(over).length > 0) {
    throw new Error(
      'the controller panics: values, labels or annotations of a generator (map[string]string) can’t take the values of a map of any type',
    );
  }
  const merged: Record<string, Json> = {};
  for (const [key, value] of Object.entries(base)) setOwn(merged, key, value);
  for (const [key, value] of Object.entries(over)) {
    const own = Object.hasOwn(merged, key) ? merged[key] : undefined;
    setOwn(merged, key, isPlain(own) && isPlain(value) ? mergedMaps(own, value) : value);
  }
  return type === STRING_MAP ? (typed(merged as GoMap, STRING_MAP) as JsonObject) : merged;
}

const STRING_MAP = 'map[string]string';

/** mergo sets an empty map of the base to the other map, of whatever type that is. */
function mergedMaps(base: JsonObject, over: JsonObject): JsonObject {
  const merged = mergedOver(base, over);
  return Object.keys(base).length === 0 ? over : merged;
}

/** A map in Go, too: not a struct, which `isMap` would take for one. */
function isPlain(value: Json | undefined): value is JsonObject {
  return isMap(value) && !('goType' in value && (value as { methods?: unknown }).methods instanceof Map);
}

/** Argo CD's `CombineStringMaps`: all as text; a key of both must have the same text. */
export function combineTexts(left: JsonObject, right: JsonObject): JsonObject {
  const combined: Record<string, Json> = {};
  for (const [key, value] of Object.entries(left)) setOwn(combined, key, goText(value));
  for (const [key, value] of Object.entries(right)) {
    const text = goText(value);
    const current = Object.hasOwn(combined, key) ? (combined[key] as string) : undefined;
    if (current !== undefined && current !== text) {
      throw new Error(`found duplicate key ${key} with different value, a: ${current} ,b: ${text}`);
    }
    setOwn(combined, key, text);
  }
  return combined;
}
