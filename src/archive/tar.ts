/** Tar archives in memory, as Go's archive/tar reads them: V7, ustar, star, GNU's and pax's long names, sparse files. */
import { Buffer } from 'node:buffer';
import { ArchiveError } from './archive-error.ts';
import { gunzip, type Unpacked } from './gunzip.ts';
import { lfsPointer } from './lfs-pointer.ts';
import { BLOCK, invalidHeader, readHeader, textUpToNul, type TarHeader } from './tar-header.ts';
import { applyPax, paxRecords, type PaxRecords } from './tar-pax.ts';
import { checkSparseMap, expandSparse, gnuSparseMap, paxSparseMap, type SparseMap } from './tar-sparse.ts';

export interface TarEntry {
  /** As it is written: it may lead out of the archive. */
  readonly name: string;
  readonly type: 'file' | 'link' | 'other';
  /** As it is written. To be asked for before the content: that of a sparse file may be more than memory holds. */
  readonly size: number;
  readonly content: Uint8Array;
  /** What a link leads to. */
  readonly target: string;
}

/** As Linux bounds a path: what is deeper only serves to exhaust a stack. */
const MAX_NAME = 4096;
/** Of a long name, and of the records of one pax header. */
const MAX_SPECIAL = 1024 * 1024;

/** What was compressed by gzip. `tooLarge` is the message where that is more than `limit` bytes. @throws ArchiveError */
export function unzip(bytes: Uint8Array, limit: number, tooLarge: string): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b)
    throw new ArchiveError(lfsPointer(bytes) ?? 'does not appear to be a gzipped archive');
  const { bytes: unpacked, fault } = gunzip(bytes, limit, tooLarge);
  if (fault !== undefined) throw fault;
  return unpacked;
}

/** Everything in a tar archive but folders. Contents are views of `tar`. @throws ArchiveError */
export function tarEntries(tar: Buffer): Generator<TarEntry> {
  return new TarReader({ bytes: tar, fault: undefined }).entries();
}

/** The same of one that may end before its time: what stands before that is read. @throws ArchiveError */
export function unpackedEntries(unpacked: Unpacked): Generator<TarEntry> {
  return new TarReader(unpacked).entries();
}

/** What headers that are no entries say about the next one. */
interface About {
  readonly name?: string;
  readonly target?: string;
  readonly records?: PaxRecords;
}

const SPECIAL: ReadonlyMap<string, (content: Buffer) => About> = new Map<string, (content: Buffer) => About>([
  ['L', (content) => ({ name: textUpToNul(content) })],
  ['K', (content) => ({ target: textUpToNul(content) })],
  ['x', (content) => ({ records: paxRecords(content) })],
  ['g', (content) => ({ records: paxRecords(content) })],
]);

const FOLDER = '5';
/** Links, devices, folders and pipes: whatever size they give, nothing follows them. */
const HEADER_ONLY: ReadonlySet<string> = new Set(['1', '2', '3', '4', FOLDER, '6']);

class TarReader {
  readonly #bytes: Buffer;
  readonly #fault: ArchiveError | undefined;
  #at = 0;

  constructor({ bytes, fault }: Unpacked) {
    this.#bytes = bytes;
    this.#fault = fault;
  }

  *entries(): Generator<TarEntry> {
    let about: About = {};
    for (let block = this.#header(); block !== undefined; block = this.#header()) {
      const header = readHeader(block);
      if (physicalSize(header) < 0) throw invalidHeader();
      const special = SPECIAL.get(header.type);
      if (special === undefined) {
        yield* this.#entry(header, block, about);
        about = {};
      } else {
        const said = special(this.#special(header.size));
        // What a global header says is about all entries, and nobody here asks for it.
        about = header.type === 'g' ? {} : { ...about, ...said };
        if (this.#skip(header.size)) return;
      }
    }
  }

  *#entry(header: TarHeader, block: Buffer, about: About): Generator<TarEntry> {
    if (about.records !== undefined) applyPax(header, about.records);
    header.name = about.name || header.name;
    header.target = about.target || header.target;
    const physical = physicalSize(header);
    if (physical < 0) throw invalidHeader();
    const sparse = this.#sparse(header, block, about, physical);
    const start = this.#at;
    if (header.name.length > MAX_NAME)
      throw new ArchiveError(`holds a path of ${header.name.length} characters`);
    const { name, target, type } = header;
    if (!isFolder(header)) {
      const content = (): Buffer => {
        const bytes = this.#content(physical, start);
        return sparse === undefined ? bytes : expandSparse(sparse, bytes, header.size);
      };
      yield {
        name,
        type: kindOf(type),
        size: header.size,
        target,
        get content() {
          return content();
        },
      };
    }
    if (this.#skip(physical)) this.#at = this.#bytes.length;
  }

  #sparse(header: TarHeader, block: Buffer, { records }: About, physical: number): SparseMap | undefined {
    const read = (): Buffer => this.#block() ?? raise(cutOff());
    const map =
      header.type === 'S'
        ? gnuSparseMap(header, block, read)
        : records && paxSparseMap(header, records, () => this.#content(physical, this.#at));
    if (map === undefined) return undefined;
    if (HEADER_ONLY.has(header.type)) throw invalidHeader();
    checkSparseMap(map, header.size);
    return map;
  }

  /** The next header; undefined at the end of the archive. */
  #header(): Buffer | undefined {
    const block = this.#block();
    if (block === undefined || !isZero(block)) return block;
    const next = this.#block();
    if (next !== undefined && !isZero(next)) throw invalidHeader();
    return undefined;
  }

  /** Undefined at the end of the file. */
  #block(): Buffer | undefined {
    const block = this.#bytes.subarray(this.#at, this.#at + BLOCK);
    this.#at += block.length;
    if (block.length === BLOCK) return block;
    if (this.#fault !== undefined) throw this.#fault;
    if (block.length > 0) throw cutOff();
    return undefined;
  }

  #content(size: number, start: number): Buffer {
    const content = this.#bytes.subarray(start, start + size);
    if (content.length < size) throw this.#fault ?? cutOff();
    return content;
  }

  #special(size: number): Buffer {
    const present = Math.min(size, this.#bytes.length - this.#at);
    if (present > MAX_SPECIAL) throw new ArchiveError('archive/tar: header field too long');
    return this.#content(size, this.#at);
  }

  /** Goes on to the block after a content. True where its padding is missing: to Go that is the archive's end. */
  #skip(size: number): boolean {
    this.#content(size, this.#at);
    const next = this.#at + Math.ceil(size / BLOCK) * BLOCK;
    this.#at = Math.min(next, this.#bytes.length);
    if (next <= this.#bytes.length) return false;
    if (this.#fault !== undefined) throw this.#fault;
    return true;
  }
}

function physicalSize({ type, size }: TarHeader): number {
  return HEADER_ONLY.has(type) ? 0 : size;
}

/** By its type, by the mode that it was archived with, or in the oldest archives by its name. */
function isFolder({ type, mode, name }: TarHeader): boolean {
  return type === FOLDER || (mode & ~0o7777) === 0o40000 || (type === '\0' && name.endsWith('/'));
}

function kindOf(type: string): TarEntry['type'] {
  if (type === '1' || type === '2') return 'link';
  return type === '0' || type === '\0' || type === 'S' ? 'file' : 'other';
}

function isZero(block: Buffer): boolean {
  return block.every((byte) => byte === 0);
}

function cutOff(): ArchiveError {
  return new ArchiveError('unexpected EOF');
}

function raise(error: Error): never {
  throw error;
}
