import { writeTar, type NewEntry } from '../archive/index.ts';
import { GitObjects, listCommit, type GitEntry } from './git-objects.ts';

/** Bytes of one file; larger ones can't be read anyway (`limits.fileBytes`). */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** A commit, and where its files go: `''`, or a submodule's folder with a `/` behind. */
export interface GitPart {
  readonly gitFolder: string;
  readonly commit: string;
  readonly at: string;
}

/**
 * The files and links of a commit, and of its submodules' commits, as a tar archive: the same bytes wherever and whenever
 * it is made, since nothing but names and contents is in it. Unlike `git archive` it obeys no `.gitattributes`.
 * @throws Error
 */
export function gitArchive(
  parts: readonly GitPart[],
  maxBytes: number,
): { readonly tar: Buffer; readonly leftOut: readonly string[] } {
  const listed = parts.flatMap(({ gitFolder, commit, at }) => {
    const objects = new GitObjects(gitFolder);
    return [...listCommit(gitFolder, commit)].map(([path, entry]) => ({ path: at + path, entry, objects }));
  });
  listed.sort((a, b) => (a.path < b.path ? -1 : 1));
  const files = listed.filter(({ entry }) => entry.size <= MAX_FILE_BYTES);
  const total = files.reduce((sum, { entry }) => sum + entry.size + 1024, 0);
  if (total > maxBytes) throw new Error(`commit ${parts[0]?.commit} holds more than ${maxBytes} bytes`);
  for (const one of new Set(files.map(({ objects }) => objects)))
    one.prefetch(files.filter(({ objects }) => objects === one).map(({ entry }) => entry));
  const leftOut = listed.filter(({ entry }) => entry.size > MAX_FILE_BYTES).map(({ path }) => path);
  return { tar: writeTar(files.map(({ path, entry, objects }) => tarEntry(path, entry, objects))), leftOut };
}

function tarEntry(name: string, entry: GitEntry, objects: GitObjects): NewEntry {
  const content = objects.blob(entry);
  if (content === undefined) throw new Error(`git did not get ${name}`);
  if (entry.type === 'file') return { name, type: 'file', content, target: '' };
  return { name, type: 'link', content: Buffer.alloc(0), target: content.toString('utf8') };
}
