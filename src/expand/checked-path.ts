import type { SourceTree, Trees } from '../types.ts';

/** Whether a tree is the checked one or holds it. */
export function holdsChecked(trees: Trees, tree: SourceTree): boolean {
  return tree === trees.checked || tree.checkedFolder !== undefined;
}

/** A path of a tree as one of the checked tree, normalised; undefined where it lies elsewhere. */
export function checkedPath(trees: Trees, tree: SourceTree, path: string): string | undefined {
  const normal = normalize(path);
  if (normal === undefined || tree === trees.checked) return normal;
  const top = tree.checkedFolder;
  if (top === undefined) return undefined;
  if (normal === top) return '';
  return normal.startsWith(`${top}/`) ? normal.slice(top.length + 1) : undefined;
}

const NEEDS_WORK = /(?:^|\/)\.{0,2}(?:\/|$)/;

function normalize(path: string): string | undefined {
  if (!NEEDS_WORK.test(path)) return path;
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..' && segments.pop() === undefined) return undefined;
    if (segment !== '' && segment !== '.' && segment !== '..') segments.push(segment);
  }
  return segments.join('/');
}
