/** Packaged charts (`.tgz`). Mirrors Helm's pkg/chart/loader/archive. */
import { Buffer, isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import type { ReadResult, SourceFile, SourceTree } from '../../types.ts';

/** Helm refuses the archive; the message completes "<archive> …" no more than Helm's does. */
export class ArchiveError extends Error {}

const MAX_CHART_BYTES = 100 * 1024 * 1024;
const MAX_FILE_BYTES = 5 * 1024 * 1024;
const BLOCK = 512;

/** The files of a packaged chart by their paths inside it; each is a file of a tree of its own. @throws ArchiveError */
export function archiveFiles(archive: SourceFile, bytes: Uint8Array): ReadonlyMap<string, SourceFile> {
  const contents = new Map<string, Uint8Array>();
  for (const { name, content } of entries(unzip(bytes))) contents.set(pathInChart(name), content);
  if (contents.size === 0) throw new ArchiveError('no files in chart archive');
  const tree = archiveTree(`${archive.tree.prefix}${archive.path}/`, contents);
  return new Map([...contents.keys()].map((path) => [path, { tree, path }]));
}

function unzip(bytes: Uint8Array): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_CHART_BYTES });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ERR_BUFFER_TOO_LARGE')
      throw new ArchiveError('does not appear to be a gzipped archive', { cause: error });
    throw new ArchiveError(`decompressed chart is larger than the maximum size ${MAX_CHART_BYTES}`, {
      cause: error,
    });
  }
}

interface Entry {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The regular files of a tar archive: ustar, with GNU's and pax's long names. */
function* entries(tar: Buffer): Generator<Entry> {
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + BLOCK);
    const size = sizeOf(header);
    const content = tar.subarray(at + BLOCK, at + BLOCK + size);
    if (content.length < size) throw new ArchiveError('unexpected EOF');
    const type = String.fromCharCode(header[156]!);
    if (type === 'L') longName = textUpToNul(content);
    else if (type === 'x') longName = paxPath(content) ?? longName;
    else if (type !== 'g') {
      const name = longName ?? headerName(header);
      longName = undefined;
      if ((type === '0' || type === '\0') && !name.endsWith('/')) yield checkSize({ name, content });
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function checkSize(entry: Entry): Entry {
  if (entry.content.length <= MAX_FILE_BYTES) return entry;
  throw new ArchiveError(
    `decompressed chart file "${entry.name}" is larger than the maximum file size ${MAX_FILE_BYTES}`,
  );
}

function sizeOf(header: Buffer): number {
  const size = Number.parseInt(textUpToNul(header.subarray(124, 136)).trim() || '0', 8);
  if (!(size >= 0)) throw new ArchiveError('archive/tar: invalid tar header');
  return size;
}

function headerName(header: Buffer): string {
  const name = textUpToNul(header.subarray(0, 100));
  const isUstar = header.toString('latin1', 257, 262) === 'ustar';
  const prefix = isUstar ? textUpToNul(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Records of pax are `LENGTH KEY=VALUE\n`. */
function paxPath(content: Buffer): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1];
}

function textUpToNul(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}

/** Without the folder that every packaged chart has at its top. */
function pathInChart(name: string): string {
  const parts = name.replaceAll('\\', '/').split('/');
  if (parts[0] === 'Chart.yaml') throw new ArchiveError('chart yaml not in base directory');
  const path = parts.slice(1);
  if (path[0] === '') throw new ArchiveError('chart illegally contains absolute paths');
  if (path.includes('..')) throw new ArchiveError('chart illegally references parent directory');
  const clean = path.filter((part) => part !== '' && part !== '.').join('/');
  if (clean === '')
    throw new ArchiveError(`chart illegally contains content outside the base directory: "${name}"`);
  return clean;
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
