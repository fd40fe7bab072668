import { goTypeName } from '../sprig/index.ts';
import { sprint, type Value } from '../template/index.ts';
import type { Json, JsonObject } from '../types.ts';

/**
 * jeremywohl/flatten with dots, each leaf as `%v` prints it; an empty map or list gives nothing. It looks into Go's
 * `map[string]any` and `[]any` only. `intoStringMaps`: Argo CD's `flattenParameters` turns each `map[string]string`
 * into a `map[string]any` first, but looks for them in maps alone.
 */
export function flattened(object: JsonObject, intoStringMaps = false): Map<string, string> {
  const into = new Map<string, string>();
  flatten(object, '', intoStringMaps, into);
  return into;
}

function flatten(
  value: Json | JsonObject,
  prefix: string,
  intoStringMaps: boolean,
  into: Map<string, string>,
): void {
  for (const [key, item] of Object.entries(value as JsonObject)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (isFlattened(item, intoStringMaps)) flatten(item, name, intoStringMaps && !Array.isArray(item), into);
    else into.set(name, goText(item));
  }
}

const ANY = new Set(['map[string]interface {}', '[]interface {}']);

function isFlattened(value: Json, intoStringMaps: boolean): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const type = goTypeName(value as Value);
  return ANY.has(type) || (intoStringMaps && type === 'map[string]string');
}

/** `fmt.Sprintf("%v", value)` */
export function goText(value: Json): string {
  return typeof value === 'string' ? value : sprint([value as Value]);
}
