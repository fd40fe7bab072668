/** Packaged charts (`.tgz`) as files of a tree. */
import { isUtf8 } from 'node:buffer';
import { chartContents } from '../../archive/index.ts';
import type { ReadResult, SourceFile, SourceTree } from '../../types.ts';
import { filesUnder } from '../../tree-files.ts';

/** The files of a packaged chart by their paths inside it; each is a file of a tree of its own. @throws ArchiveError */
export function archiveFiles(archive: SourceFile, bytes: Uint8Array): ReadonlyMap<string, SourceFile> {
  const contents = chartContents(bytes);
  const tree = archiveTree(`${archive.tree.prefix}${archive.path}/`, contents);
  return new Map([...contents.keys()].map((path) => [path, { tree, path }]));
}

function archiveTree(prefix: string, contents: ReadonlyMap<string, Uint8Array>): SourceTree {
  const files = [...contents.keys()].toSorted();
  const kind = (path: string): 'file' | 'directory' | undefined => {
    if (contents.has(path)) return 'file';
    return filesUnder(tree, path).length > 0 ? 'directory' : undefined;
  };
  const tree: SourceTree = {
    prefix,
    list: () => files,
    directories: () => foldersOf(files),
    read: (path) => readText(contents.get(path), kind(path)),
    readBytes: (path) => contents.get(path),
    kind,
  };
  return tree;
}

/** Only when somebody asks: paths in a hostile archive are deep, and then there are more folders than memory holds. */
function foldersOf(files: readonly string[]): string[] {
  const folders = files.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index)));
  return [...new Set(folders)].toSorted();
}

function readText(bytes: Uint8Array | undefined, kind: 'file' | 'directory' | undefined): ReadResult {
  if (kind === 'directory') return { ok: false, code: 'directory', reason: 'is a folder, not a file' };
  if (bytes === undefined) return { ok: false, code: 'missing', reason: 'does not exist' };
  if (!isUtf8(bytes)) return { ok: false, code: 'binary', reason: 'is not UTF-8 text' };
  return { ok: true, text: new TextDecoder().decode(bytes) };
}
