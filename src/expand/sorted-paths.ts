import type { SourceTree } from '../types.ts';

const SPECIAL = /[*?[\\]/;

/** What every path that one of these patterns matches begins with. */
export function commonPrefix(patterns: readonly string[]): string {
  const literals = patterns.map((pattern) => {
    const at = pattern.search(SPECIAL);
    return at === -1 ? pattern : pattern.slice(0, at);
  });
  let prefix = literals[0] ?? '';
  for (const literal of literals) {
    let shared = 0;
    while (shared < prefix.length && prefix[shared] === literal[shared]) shared++;
    prefix = prefix.slice(0, shared);
  }
  return prefix;
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

const visible = new WeakMap<SourceTree, readonly string[]>();

/** The folders that the repo server lists: none that is hidden, `IncludeHiddenDirectories` being off by default. */
export function visibleFolders(tree: SourceTree): readonly string[] {
  let folders = visible.get(tree);
  if (folders === undefined) {
    folders = tree.directories().filter((folder) => !folder.startsWith('.') && !folder.includes('/.'));
    visible.set(tree, folders);
  }
  return folders;
}
