export { diskTree, type WalkedTree } from './disk-tree.ts';
export type { TreeOptions } from './file-text.ts';
export { gitTree, type GitTreeOptions } from './git-tree.ts';
export { memoryTree } from './memory-tree.ts';
export { openTrees, type OpenOptions } from './open-trees.ts';
export { repoKey } from './repo-url.ts';
export { repositoryTrees } from './repository-trees.ts';
export {
  archivePath,
  digestOf,
  MAX_PACKED_BYTES,
  MAX_UNPACKED_BYTES,
  SourceStore,
  withStore,
} from './store.ts';
export { LOCK_FILE, lockText, parseLock, sourceKey, withoutCredentials, type Lock } from './store-lock.ts';
export { storeRefusal, type StorePlace } from './store-place.ts';
export { tarTree } from './store-tree.ts';
export { gitArchive, lfsPointers, MAX_FILE_BYTES, type GitPart } from './store-git.ts';
