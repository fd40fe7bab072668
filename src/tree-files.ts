import type { SourceTree } from './types.ts';

/** The files below a folder (`''`: the tree's top), in the tree's order, by their paths in the tree. */
export function filesUnder(tree: SourceTree, folder: string): readonly string[] {
  return withPrefix(tree.list(), folder === '' ? '' : `${folder}/`);
}

/** The paths of a sorted list that begin with a prefix. */
export function withPrefix(sorted: readonly string[], prefix: string): readonly string[] {
  if (prefix === '') return sorted;
  const start = firstFrom(sorted, (path) => path >= prefix);
  const end = firstFrom(sorted, (path) => path >= prefix && !path.startsWith(prefix));
  return sorted.slice(start, end);
}

/** The index of the first path for which `isReached` holds, as it then does for all after it. */
function firstFrom(sorted: readonly string[], isReached: (path: string) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isReached(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
