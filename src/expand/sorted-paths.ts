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
