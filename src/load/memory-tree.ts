import { Buffer } from 'node:buffer';
import type { ReadResult, SourceTree } from '../types.ts';
import { decodeText, DIRECTORY, MISSING, OUTSIDE } from './file-text.ts';
import { TreeIndex } from './tree-index.ts';
import { normalizeTreePath } from '../tree-path.ts';

/** A tree of texts or bytes by path: tests, and an editor's unsaved buffers. Without a size limit. */
export function memoryTree(files: Readonly<Record<string, string | Uint8Array>>, prefix = ''): SourceTree {
  const contents = new Map(Object.entries(files));
  const index = new TreeIndex([...contents.keys()]);
  return {
    prefix,
    list: () => index.files,
    directories: () => index.folders,
    kind: (path) => kindOf(index, path),
    read: (path) => readText(contents, index, path),
    readBytes: (path) => bytesOf(contents.get(normalizeTreePath(path) ?? '')),
  };
}

function kindOf(index: TreeIndex, path: string): 'file' | 'directory' | undefined {
  const normal = normalizeTreePath(path);
  return normal === undefined ? undefined : index.kind(normal);
}

function readText(
  contents: ReadonlyMap<string, string | Uint8Array>,
  index: TreeIndex,
  path: string,
): ReadResult {
  const normal = normalizeTreePath(path);
  if (normal === undefined) return OUTSIDE;
  const bytes = bytesOf(contents.get(normal));
  if (bytes !== undefined) return decodeText(bytes);
  return index.kind(normal) === 'directory' ? DIRECTORY : MISSING;
}

function bytesOf(content: string | Uint8Array | undefined): Buffer | undefined {
  if (content === undefined) return undefined;
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
}
