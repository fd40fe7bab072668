import { KUSTOMIZATION_NAMES } from '../kustomization-names.ts';
import { joinTreePath, normalizeTreePath, parentFolder } from '../tree-path.ts';
import type { Application, Json } from '../types.ts';
import { readYaml } from '../yaml/index.ts';
import { isMap } from '../json.ts';
import { field } from './json-map.ts';

/**
 * Of Applications that are written in one folder those that the kustomization there, or the next one above, deploys: what
 * it leaves out is an alternative to what it lists. All of them where none lists any.
 */
export function deployedTogether<Group extends readonly Application[]>(group: Group): readonly Application[] {
  const { tree, path } = group[0]!.origin.file;
  for (let folder = parentFolder(path); ; folder = parentFolder(folder)) {
    const listed = KUSTOMIZATION_NAMES.flatMap((name) => resourcesOf(group[0]!, joinTreePath(folder, name)));
    const names = new Set(listed.map((name) => normalizeTreePath(joinTreePath(folder, name))));
    const deployed = group.filter(({ origin: { file } }) => file.tree === tree && names.has(file.path));
    if (deployed.length > 0) return deployed;
    if (folder === '') return group;
  }
}

function resourcesOf({ origin }: Application, path: string): string[] {
  const { tree } = origin.file;
  if (tree.kind(path) !== 'file') return [];
  const read = readYaml({ tree, path });
  const value = read.ok ? read.yaml.documents[0]?.value : undefined;
  const resources = isMap(value) ? field(value, 'resources') : undefined;
  return Array.isArray(resources)
    ? (resources as Json[]).filter((name): name is string => typeof name === 'string')
    : [];
}
