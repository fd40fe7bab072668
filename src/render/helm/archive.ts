/** Packaged charts (`.tgz`) as files of a tree. */
import { isUtf8 } from 'node:buffer';
import { chartContents } from '../../archive/index.ts';
import type { ReadResult, SourceFile, SourceTree } from '../../types.ts';

/** The files of a packaged chart by their paths inside it; each is a file of a tree of its own. @throws ArchiveError */
export function archiveFiles(archive: SourceFile, bytes: Uint8Array): ReadonlyMap<string, SourceFile> {
  const contents = chartContents(bytes);
  const tree = archiveTree(`${archive.tree.prefix}${archive.path}/`, contents);
  return new Map([...contents.keys()].map((path) => [path, { tree, path }]));
}

function archiveTree(prefix: string, contents: ReadonlyMap<string, Uint8Array>): SourceTree {
  const files = [...contents.keys()].toSorted();
  const folders = new Set(
    files.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))),
  );
  const kind = (path: string): 'file' | 'directory' | undefined => {
    if (contents.has(path)) return 'file';
    return folders.has(path) ? 'directory' : undefined;
  };
  return {
    prefix,
    list: () => files,
    directories: () => [...folders].toSorted(),
    read: (path) => readText(contents.get(path), kind(path)),
    readBytes: (path) => contents.get(path),
    kind,
  };
}

function readText(bytes: Uint8Array | undefined, kind: 'file' | 'directory' | undefined): ReadResult {
  if (kind === 'directory') return { ok: false, code: 'directory', reason: 'is a folder, not a file' };
  if (bytes === undefined) return { ok: false, code: 'missing', reason: 'does not exist' };
  if (!isUtf8(bytes)) return { ok: false, code: 'binary', reason: 'is not UTF-8 text' };
  return { ok: true, text: new TextDecoder().decode(bytes) };
}
