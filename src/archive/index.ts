export { chartContents } from './chart-archive.ts';
export { ArchiveError, tarEntries, unzip, type TarEntry } from './tar.ts';
export { writeTar } from './write-tar.ts';
