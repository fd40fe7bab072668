import type { Json, JsonObject } from '../types.ts';
import { parseYaml } from '../yaml/index.ts';
import { field, isMap, setKey } from './json-map.ts';

/**
 * Applies a rendered `templatePatch`: Argo CD's `applyTemplatePatch`, a strategic merge patch on a type without merge
 * keys, so that maps merge, null deletes, and all else, lists too, is replaced. `spec.project` can't be changed. Throws
 * an `Error` where the patch is no map or uses a strategic merge directive.
 */
export function applyTemplatePatch(application: JsonObject, patch: string): JsonObject {
  const { documents, problems } = parseYaml(patch);
  if (problems[0] !== undefined)
    throw new Error(`the rendered templatePatch is no YAML: ${problems[0].message}`);
  const value = documents[0]?.value;
  if (!isMap(value)) throw new Error('the rendered templatePatch is not a map');
  const patched = merge(application, value) as JsonObject;
  const spec = patched.spec;
  if (!isMap(spec)) throw new Error('the rendered templatePatch removes the spec');
  return { ...patched, spec: { ...spec, project: field(application, 'spec', 'project') ?? '' } };
}

function merge(base: Json | undefined, patch: Json): Json {
  if (!isMap(patch)) return patch;
  const merged: Record<string, Json> = {};
  if (isMap(base)) for (const [key, value] of Object.entries(base)) setKey(merged, key, value);
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) throw new Error(`the directive ${key} in a templatePatch is not supported`);
    if (value === null) delete merged[key];
    else setKey(merged, key, mergeField(key, field(merged, key), value));
  }
  return merged;
}

/** Strategic merge knows no fields of a RawExtension, and fails where both sides have some. */
function mergeField(key: string, base: Json | undefined, patch: Json): Json {
  const [first] = isMap(patch) ? Object.keys(patch) : [];
  if (key === 'valuesObject' && isMap(base) && first !== undefined) {
    throw new Error(
      `unable to find api field in struct RawExtension for the json field ${JSON.stringify(first)}`,
    );
  }
  return merge(base, patch);
}
