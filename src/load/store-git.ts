import { writeTar, type NewEntry } from '../archive/index.ts';
import { GitObjects, listCommit, type GitEntry } from './git-objects.ts';

/** Bytes of one file; larger ones can't be read anyway (`limits.fileBytes`). */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

/**
 * The files and links of a commit as a tar archive: the same bytes wherever and whenever it is made, since nothing but
 * names and contents is in it. Unlike `git archive` it obeys no `.gitattributes`. @throws Error
 */
export function gitArchive(
  gitFolder: string,
  commit: string,
  maxBytes: number,
): { readonly tar: Buffer; readonly leftOut: readonly string[] } {
  const listed = [...listCommit(gitFolder, commit)].sort(([a], [b]) => (a < b ? -1 : 1));
  const entries = listed.filter(([, { size }]) => size <= MAX_FILE_BYTES);
  const total = entries.reduce((sum, [, { size }]) => sum + size + 1024, 0);
  if (total > maxBytes) throw new Error(`commit ${commit} holds more than ${maxBytes} bytes`);
  const objects = new GitObjects(gitFolder);
  objects.prefetch(entries.map(([, entry]) => entry));
  const leftOut = listed.filter(([, { size }]) => size > MAX_FILE_BYTES).map(([path]) => path);
  return { tar: writeTar(entries.map(([path, entry]) => tarEntry(path, entry, objects))), leftOut };
}

function tarEntry(name: string, entry: GitEntry, objects: GitObjects): NewEntry {
  const content = objects.blob(entry);
  if (content === undefined) throw new Error(`git did not get ${name}`);
  if (entry.type === 'file') return { name, type: 'file', content, target: '' };
  return { name, type: 'link', content: Buffer.alloc(0), target: content.toString('utf8') };
}
