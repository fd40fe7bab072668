export { diskTree, type WalkedTree } from './disk-tree.ts';
export type { TreeOptions } from './file-text.ts';
export { gitTree, type GitTreeOptions } from './git-tree.ts';
export { memoryTree } from './memory-tree.ts';
export { openTrees, type OpenOptions } from './open-trees.ts';
export { repoKey } from './repo-url.ts';
export { repositoryTrees } from './repository-trees.ts';
