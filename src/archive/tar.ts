/** Tar archives in memory: ustar, with GNU's and pax's long names. */
import { Buffer } from 'node:buffer';
import { gunzipSync } from 'node:zlib';

/** Why an archive can't be read, in words that complete "<archive>: …". */
export class ArchiveError extends Error {}

export interface TarEntry {
  /** As it is written: it may lead out of the archive. */
  readonly name: string;
  readonly type: 'file' | 'link' | 'other';
  readonly content: Uint8Array;
  /** What a link leads to. */
  readonly target: string;
}

const BLOCK = 512;
/** As Linux bounds a path: what is deeper only serves to exhaust a stack. */
const MAX_NAME = 4096;

/** What was compressed by gzip. `tooLarge` is the message where that is more than `limit` bytes. @throws ArchiveError */
export function unzip(bytes: Uint8Array, limit: number, tooLarge: string): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new ArchiveError(tooLarge, { cause: error });
    if (code === 'Z_BUF_ERROR') throw new ArchiveError('unexpected EOF', { cause: error });
    throw new ArchiveError('does not appear to be a gzipped archive', { cause: error });
  }
}

/** Everything in a tar archive but folders. Contents are views of `tar`. @throws ArchiveError */
export function* tarEntries(tar: Buffer): Generator<TarEntry> {
  let long: LongNames = {};
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + BLOCK);
    const size = sizeOf(header);
    const content = tar.subarray(at + BLOCK, at + BLOCK + size);
    if (content.length < size) throw new ArchiveError('unexpected EOF');
    const type = String.fromCharCode(header[156]!);
    const names = longNames(type, content);
    if (names !== undefined) long = Object.assign(long, names);
    else {
      const name = long.name ?? headerName(header);
      const target = long.target ?? textUpToNul(header.subarray(157, 257));
      long = {};
      if (name.length > MAX_NAME) throw new ArchiveError(`holds a path of ${name.length} characters`);
      if (type !== '5' && !name.endsWith('/')) yield { name, type: kindOf(type), content, target };
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

interface LongNames {
  readonly name?: string;
  readonly target?: string;
}

/** What a header that is about the next entry, or about all, says; undefined for an entry. */
function longNames(type: string, content: Buffer): LongNames | undefined {
  if (type === 'L') return { name: textUpToNul(content) };
  if (type === 'K') return { target: textUpToNul(content) };
  if (type === 'x') {
    const [name, target] = [paxRecord(content, 'path'), paxRecord(content, 'linkpath')];
    return { ...(name !== undefined && { name }), ...(target !== undefined && { target }) };
  }
  return type === 'g' ? {} : undefined;
}

function kindOf(type: string): TarEntry['type'] {
  if (type === '0' || type === '\0') return 'file';
  return type === '1' || type === '2' ? 'link' : 'other';
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

/** Records of pax are `LENGTH KEY=VALUE\n`; LENGTH counts the record's bytes, its own digits included. */
function paxRecord(content: Buffer, wanted: string): string | undefined {
  let found: string | undefined;
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(32, at);
    const length = Number.parseInt(content.toString('latin1', at, space), 10);
    if (space === -1 || !(length > 0)) return found;
    const [key, ...value] = content.toString('utf8', space + 1, at + length - 1).split('=');
    if (key === wanted) found = value.join('=');
    at += length;
  }
  return found;
}

function textUpToNul(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}
