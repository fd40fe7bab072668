import { isMap } from '../json.ts';
import { append } from './append.ts';
import { GENERATED_SUFFIX } from '../argocd/kind.ts';
import { syncRole } from '../argocd/sync-role.ts';
import type { Json, KubernetesObject, Manifest, Provenance } from '../types.ts';

/** A document as one or more manifests, or why the API server would not take it. */
export type ReadManifest = { readonly manifests: readonly Manifest[] } | { readonly reason: string };

/**
 * Checks what every Kubernetes object must have. A document of comments only is none. A list (`kind: …List` with
 * `items`) is taken apart as Argo CD does; each item keeps the text of the whole document.
 */
export function readManifest(value: Json, text: string, provenance: Provenance): ReadManifest {
  if (value === null) return { manifests: [] };
  if (!isMap(value)) return { reason: 'is not a mapping' };
  if (isList(value)) return readList(value['items'] as readonly Json[], text, provenance);
  if (isMap(value) && String(value['kind'] ?? '').endsWith('List') && value['items'] === null)
    return { manifests: [] };
  const object = readObject(value);
  if (typeof object === 'string') return { reason: object };
  return { manifests: [{ object, text, provenance, sync: syncRole(object) }] };
}

function readList(items: readonly Json[], text: string, provenance: Provenance): ReadManifest {
  const manifests: Manifest[] = [];
  for (const item of items) {
    const read = readItem(item, text, provenance);
    if ('reason' in read) return { reason: `holds an item that ${read.reason}` };
    append(manifests, read.manifests);
  }
  return { manifests };
}

/** Argo CD hands a list in a list to the cluster as it is, which knows no such kind (`EachListItem`). */
function readItem(item: Json, text: string, provenance: Provenance): ReadManifest {
  if (item === null) return { reason: 'is not a mapping' };
  if (isMap(item) && isList(item)) return { reason: 'is a list itself, which Argo CD does not take apart' };
  return readManifest(item, text, provenance);
}

/** Kubernetes' `IsList`. */
function isList(value: Record<string, Json>): boolean {
  return Array.isArray(value['items']);
}

function readObject(value: Record<string, Json>): KubernetesObject | string {
  for (const field of ['apiVersion', 'kind']) {
    const found = value[field];
    if (typeof found !== 'string' || found === '') return `has no ${field}`;
  }
  const { metadata } = value;
  if (metadata === undefined || metadata === null) return 'has no metadata.name';
  if (!isMap(metadata)) return 'has metadata that is not a mapping';
  const { name, generateName } = metadata;
  if (typeof name === 'string' && name !== '') return value as unknown as KubernetesObject;
  if (name !== undefined && name !== null && name !== '') return 'has a metadata.name that is not a string';
  if (typeof generateName !== 'string' || generateName === '') return 'has no metadata.name';
  return {
    ...value,
    metadata: { ...metadata, name: generateName + GENERATED_SUFFIX },
  } as unknown as KubernetesObject;
}
