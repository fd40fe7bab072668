import { nearestName } from '../config/index.ts';
import type { SourceTree } from '../types.ts';

/** Of more folders beside each other none is searched: thousands of Applications may ask. */
const MOST_SIBLINGS = 100;

/** The folder that is probably meant: where a part of the path is missing, the nearest of those beside it. */
export function nearestFolder(tree: SourceTree, path: string): string | undefined {
  let folder = '';
  for (const part of path.split('/')) {
    const below = folder === '' ? part : `${folder}/${part}`;
    if (tree.kind(below) === 'directory') {
      folder = below;
      continue;
    }
    const siblings = foldersIn(tree, folder);
    const nearest = siblings.length > MOST_SIBLINGS ? undefined : nearestName(part, siblings);
    if (nearest === undefined) return undefined;
    folder = folder === '' ? nearest : `${folder}/${nearest}`;
  }
  return folder;
}

const known = new WeakMap<SourceTree, ReadonlyMap<string, readonly string[]>>();

function foldersIn(tree: SourceTree, folder: string): readonly string[] {
  let byParent = known.get(tree);
  if (byParent === undefined) known.set(tree, (byParent = namesByParent(tree.directories())));
  return byParent.get(folder) ?? [];
}

function namesByParent(folders: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const folder of folders) {
    const slash = folder.lastIndexOf('/');
    const parent = slash === -1 ? '' : folder.slice(0, slash);
    const list = names.get(parent);
    if (list === undefined) names.set(parent, [folder.slice(slash + 1)]);
    else list.push(folder.slice(slash + 1));
  }
  return names;
}
