import { lfsTarget, writeTar, type LfsPointer, type NewEntry } from '../archive/index.ts';
import { GitObjects, listCommit, type GitEntry } from './git-objects.ts';

/** Bytes of one file; larger ones can't be read anyway (`limits.fileBytes`). */
export const MAX_FILE_BYTES: number = 10 * 1024 * 1024;

/** A commit, and where its files go: `''`, or a submodule's folder with a `/` behind. */
export interface GitPart {
  readonly gitFolder: string;
  readonly commit: string;
  readonly at: string;
}

interface Listed {
  readonly path: string;
  readonly entry: GitEntry;
  readonly objects: GitObjects;
}

/** The files of a commit that are Git LFS pointers, sorted by path. */
export function lfsPointers(part: GitPart): readonly (LfsPointer & { readonly path: string })[] {
  // A pointer has 1024 bytes at most.
  const small = filesOf(part).filter(({ entry }) => entry.type === 'file' && entry.size <= 1024);
  prefetch(small);
  return small.flatMap(({ path, entry, objects }) => {
    const target = lfsTarget(objects.blob(entry) ?? Buffer.alloc(0));
    return target === undefined ? [] : [{ path, ...target }];
  });
}

/**
 * The files and links of a commit, and of its submodules' commits, as a tar archive: the same bytes wherever and whenever
 * it is made, since nothing but names and contents is in it. Unlike `git archive` it obeys no `.gitattributes`. `large`
 * has what Git LFS pointers stand for, by its hash. @throws Error
 */
export function gitArchive(
  parts: readonly GitPart[],
  maxBytes: number,
  large: ReadonlyMap<string, Buffer> = new Map(),
): { readonly tar: Buffer; readonly leftOut: readonly string[] } {
  const listed = parts.flatMap(filesOf).sort((a, b) => (a.path < b.path ? -1 : 1));
  const files = listed.filter(({ entry }) => entry.size <= MAX_FILE_BYTES);
  const fetched = [...large.values()].reduce((sum, { length }) => sum + length, 0);
  const total = files.reduce((sum, { entry }) => sum + entry.size + 1024, fetched);
  if (total > maxBytes) throw new Error(`commit ${parts[0]?.commit} holds more than ${maxBytes} bytes`);
  prefetch(files);
  const leftOut = listed.filter(({ entry }) => entry.size > MAX_FILE_BYTES).map(({ path }) => path);
  return { tar: writeTar(files.map((file) => tarEntry(file, large))), leftOut };
}

function filesOf({ gitFolder, commit, at }: GitPart): Listed[] {
  const objects = new GitObjects(gitFolder);
  return [...listCommit(gitFolder, commit)].map(([path, entry]) => ({ path: at + path, entry, objects }));
}

/** With few calls of git: those of one repository at once. */
function prefetch(files: readonly Listed[]): void {
  for (const one of new Set(files.map(({ objects }) => objects)))
    one.prefetch(files.filter(({ objects }) => objects === one).map(({ entry }) => entry));
}

function tarEntry({ path: name, entry, objects }: Listed, large: ReadonlyMap<string, Buffer>): NewEntry {
  const content = objects.blob(entry);
  if (content === undefined) throw new Error(`git did not get ${name}`);
  if (entry.type === 'file') {
    const oid = large.size > 0 ? lfsTarget(content)?.oid : undefined;
    return { name, type: 'file', content: (oid && large.get(oid)) || content, target: '' };
  }
  return { name, type: 'link', content: Buffer.alloc(0), target: content.toString('utf8') };
}
