export { ArchiveError } from './archive-error.ts';
export { chartContents } from './chart-archive.ts';
export { isGitCrypt } from './git-crypt.ts';
export { lfsPointer, lfsTarget, type LfsPointer } from './lfs-pointer.ts';
export { tarEntries, unzip, type TarEntry } from './tar.ts';
export { writeTar, type NewEntry } from './write-tar.ts';
