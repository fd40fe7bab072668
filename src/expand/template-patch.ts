import type { Json, JsonObject } from '../types.ts';
import { firstDocument } from './first-document.ts';
import { field, isMap, list, setKey } from './json-map.ts';

/**
 * Applies a rendered `templatePatch`: Argo CD's `applyTemplatePatch`, a strategic merge patch, in which maps merge, null
 * deletes, finalizers are added, and all else, other lists too, is replaced. One that is empty changes nothing;
 * `spec.project` can't be changed. Throws an `Error` where the patch is no map or uses a directive that isn't known here.
 */
export function applyTemplatePatch(application: JsonObject, patch: string): JsonObject {
  const document = firstDocument(patch);
  if ('fault' in document) throw new Error(`the rendered templatePatch is no YAML: ${document.fault}`);
  const { value } = document;
  if (value === null) return application;
  if (!isMap(value)) throw new Error('the rendered templatePatch is not a map');
  const patched = merge(application, only(value, TOP)) as JsonObject;
  const spec = patched.spec;
  if (!isMap(spec)) throw new Error('the rendered templatePatch removes the spec');
  return { ...patched, spec: { ...spec, project: field(application, 'spec', 'project') ?? '' } };
}

/** Fields that an Application has; others are lost when Argo CD reads the patched object. */
const SPEC: ReadonlySet<string> = new Set([
  '$patch',
  'destination',
  'ignoreDifferences',
  'info',
  'project',
  'revisionHistoryLimit',
  'source',
  'sourceHydrator',
  'sources',
  'syncPolicy',
]);
const TOP: ReadonlySet<string> = new Set([
  '$patch',
  'apiVersion',
  'kind',
  'metadata',
  'operation',
  'spec',
  'status',
]);

function only(map: JsonObject, keys: ReadonlySet<string>): JsonObject {
  const kept: Record<string, Json> = {};
  for (const [key, value] of Object.entries(map)) {
    if (keys.has(key)) kept[key] = key === 'spec' && isMap(value) ? only(value, SPEC) : value;
  }
  return kept;
}

function merge(base: Json | undefined, patch: Json): Json {
  if (!isMap(patch)) return patch;
  const { $patch: directive, ...own } = patch;
  if (directive === 'delete') return {};
  const merged: Record<string, Json> = {};
  if (isMap(base) && directive !== 'replace') {
    for (const [key, value] of Object.entries(base)) setKey(merged, key, value);
  } else if (directive !== undefined && directive !== 'merge' && directive !== 'replace') {
    throw new Error(`Unknown patch type found: ${String(directive)}`);
  }
  for (const [key, value] of Object.entries(own)) {
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
  // Only metadata has such a list: the patch's come first.
  if (key === 'finalizers' && Array.isArray(patch)) return [...new Set([...list(patch), ...list(base)])];
  return merge(base, patch);
}
