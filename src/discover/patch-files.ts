import type { Json, JsonObject, SourceTree } from '../types.ts';
import { readYaml } from '../yaml/index.ts';

const KUSTOMIZATION = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;

/** Files that a kustomization patches with, and by which: a patch looks like an Application, but is a part of one. */
export function patchFiles(tree: SourceTree): ReadonlyMap<string, string> {
  const patches = new Map<string, string>();
  for (const path of tree.list()) {
    if (!KUSTOMIZATION.test(path)) continue;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    for (const name of patchNames(tree, path)) patches.set(resolveName(folder, name), path);
  }
  return patches;
}

function patchNames(tree: SourceTree, path: string): string[] {
  const file = readYaml({ tree, path });
  const value = file.ok ? file.yaml.documents[0]?.value : undefined;
  if (!isMap(value)) return [];
  const entries = ['patches', 'patchesStrategicMerge', 'patchesJson6902'].flatMap((key) => {
    const list = Object.hasOwn(value, key) ? value[key] : undefined;
    return Array.isArray(list) ? (list as Json[]) : [];
  });
  return entries
    .map((entry) => (isMap(entry) ? entry.path : entry))
    .filter((name): name is string => typeof name === 'string' && !name.includes('\n'));
}

function resolveName(folder: string, name: string): string {
  const segments: string[] = [];
  for (const segment of (folder + name).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
