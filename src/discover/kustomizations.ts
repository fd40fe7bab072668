import { isMap } from '../json.ts';
import { KUSTOMIZATION_NAMES } from '../kustomization-names.ts';
import { parentFolder, pathWithin } from '../tree-path.ts';
import type { Json, JsonObject, SourceTree } from '../types.ts';
import { readYaml } from '../yaml/index.ts';

/** What a kustomization of the tree makes of a file: each is the path of that kustomization. */
export interface Kustomized {
  /** The file is a patch: it looks like an Application, but is a part of one. */
  readonly patchOf?: string;
  /** Its patches may set what the file lacks: the file is listed in it, or lies in its folder. */
  readonly completedBy?: string;
}

const NAMES: ReadonlySet<string> = new Set(KUSTOMIZATION_NAMES);
const PATCHES = ['patches', 'patchesStrategicMerge', 'patchesJson6902'];
const RESOURCES = ['resources', 'bases', 'components'];
/** Kinds that a patch must aim at, where it names one, to change an object of Argo CD. */
const ARGO_KIND = /Application|AppProject|^\W/;

/** Tells what the kustomizations of a tree make of its files. */
export function kustomizedFiles(tree: SourceTree): (path: string) => Kustomized {
  const patches = new Map<string, string>();
  const completed = new Map<string, string>();
  for (const path of tree.list()) {
    if (!NAMES.has(path.slice(path.lastIndexOf('/') + 1))) continue;
    const value = kustomizationAt(tree, path);
    if (value === undefined) continue;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const entries = listsOf(value, PATCHES);
    for (const name of entries.flatMap(fileOfPatch)) patches.set(pathWithin(folder + name), path);
    if (!entries.some(concernsArgo)) continue;
    completed.set(pathWithin(folder), path);
    for (const name of listsOf(value, RESOURCES))
      if (typeof name === 'string') completed.set(pathWithin(folder + name), path);
  }
  return (path) => {
    const [patchOf, completedBy] = [patches.get(path), nearest(completed, path)];
    return { ...(patchOf !== undefined && { patchOf }), ...(completedBy !== undefined && { completedBy }) };
  };
}

function kustomizationAt(tree: SourceTree, path: string): JsonObject | undefined {
  const file = readYaml({ tree, path });
  const value = file.ok ? file.yaml.documents[0]?.value : undefined;
  return isMap(value) ? value : undefined;
}

function listsOf(value: JsonObject, keys: readonly string[]): Json[] {
  return keys.flatMap((key) => {
    const list = Object.hasOwn(value, key) ? value[key] : undefined;
    return Array.isArray(list) ? (list as Json[]) : [];
  });
}

function fileOfPatch(entry: Json): string[] {
  const name = isMap(entry) ? entry.path : entry;
  return typeof name === 'string' && !name.includes('\n') ? [name] : [];
}

function concernsArgo(entry: Json): boolean {
  const target = isMap(entry) && isMap(entry.target) ? entry.target : {};
  return typeof target.kind !== 'string' || ARGO_KIND.test(target.kind);
}

/** For the path itself, or the folder above it that is nearest. */
function nearest(known: ReadonlyMap<string, string>, path: string): string | undefined {
  if (known.size === 0) return undefined;
  for (let at = path; ; at = parentFolder(at)) {
    const found = known.get(at);
    if (found !== undefined || at === '') return found;
  }
}
