import { setOwn } from '../yaml/index.ts';
import type { Json, JsonObject } from '../types.ts';
import { isMap } from '../json.ts';
import { field } from './json-map.ts';

/**
 * A generator's own template laid over the ApplicationSet's: mergo.Merge(own, shared) in Argo CD's
 * `mergeGeneratorTemplate` keeps what the generator says and takes the rest, field by field, from the shared one.
 */
export function overrideTemplate(own: Json | undefined, shared: JsonObject): JsonObject {
  return isMap(own) ? (fill(own, shared) as JsonObject) : shared;
}

function fill(own: Json | undefined, shared: Json): Json {
  if (own === undefined || isZero(own)) return shared;
  if (!isMap(own) || !isMap(shared)) return own;
  const filled: Record<string, Json> = {};
  for (const [key, value] of Object.entries(own)) setOwn(filled, key, value);
  for (const [key, value] of Object.entries(shared)) {
    const mine = field(own, key);
    // A RawExtension's bytes are one value to mergo.
    setOwn(filled, key, key === 'valuesObject' && isMap(mine) ? mine : fill(mine, value));
  }
  return filled;
}

/** Go's zero values: mergo takes them for "not said". */
function isZero(value: Json): boolean {
  if (value === null || value === '' || value === 0 || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
