import { nearestName } from '../config/index.ts';
import { groupBy } from '../group-by.ts';
import { joinTreePath, parentFolder } from '../tree-path.ts';
import type { SourceTree } from '../types.ts';
import { baseName } from './paths.ts';

/** Of more folders beside each other none is searched: thousands of Applications may ask. */
const MOST_SIBLINGS = 100;

/** The folder that is probably meant: where a part of the path is missing, the nearest of those beside it. */
export function nearestFolder(tree: SourceTree, path: string): string | undefined {
  let folder = '';
  for (const part of path.split('/')) {
    const below = joinTreePath(folder, part);
    if (tree.kind(below) === 'directory') {
      folder = below;
      continue;
    }
    const siblings = foldersIn(tree, folder);
    const nearest = siblings.length > MOST_SIBLINGS ? undefined : nearestName(part, siblings);
    if (nearest === undefined) return undefined;
    folder = joinTreePath(folder, nearest);
  }
  return folder;
}

const known = new WeakMap<SourceTree, ReadonlyMap<string, readonly string[]>>();

function foldersIn(tree: SourceTree, folder: string): readonly string[] {
  let byParent = known.get(tree);
  if (byParent === undefined) known.set(tree, (byParent = groupBy(tree.directories(), parentFolder)));
  return (byParent.get(folder) ?? []).map(baseName);
}
