/** Sparse files in GNU's and pax's forms, as Go's archive/tar reads them: a map of the pieces that stand in the archive. */
import { Buffer } from 'node:buffer';
import { ArchiveError } from './archive-error.ts';
import { BLOCK, invalidHeader, number, type TarHeader } from './tar-header.ts';
import { isInt64, SPARSE_MAP, type PaxRecords } from './tar-pax.ts';

interface Piece {
  readonly offset: number;
  readonly length: number;
}

/** A sparse file's pieces, and where in what the archive holds of it they begin. */
export interface SparseMap {
  readonly pieces: readonly Piece[];
  readonly dataStart: number;
}

const MAX_MAP_BYTES = 1024 * 1024;
const MINOR_VERSIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['0', ['0', '1']],
  ['1', ['0']],
]);

/** Of a header of type `S`. `read` gives the next block of the archive. @throws ArchiveError */
export function gnuSparseMap(header: TarHeader, block: Buffer, read: () => Buffer): SparseMap {
  if (header.format !== 'gnu') throw invalidHeader();
  header.size = number(block.subarray(483, 495));
  const pieces: Piece[] = [];
  let entries = block.subarray(386, 483);
  for (let total = entries.length; total < MAX_MAP_BYTES; total += entries.length) {
    const count = Math.floor(entries.length / 24);
    for (let at = 0; at < count * 24 && entries[at] !== 0; at += 24)
      pieces.push({
        offset: number(entries.subarray(at, at + 12)),
        length: number(entries.subarray(at + 12, at + 24)),
      });
    if (entries[count * 24] === 0) return { pieces, dataStart: 0 };
    entries = read();
  }
  throw new ArchiveError('archive/tar: sparse map too long');
}

/** Of an entry with pax records; undefined where they do not make it a sparse one. @throws ArchiveError */
export function paxSparseMap(
  header: TarHeader,
  records: PaxRecords,
  content: () => Buffer,
): SparseMap | undefined {
  const major = records.get('GNU.sparse.major') ?? '';
  const minor = records.get('GNU.sparse.minor') ?? '';
  const known = MINOR_VERSIONS.get(major)?.includes(minor) === true;
  if (!known && (major !== '' || minor !== '' || !records.get(SPARSE_MAP))) return undefined;
  header.name = records.get('GNU.sparse.name') || header.name;
  const size = records.get('GNU.sparse.size') || records.get('GNU.sparse.realsize') || '';
  if (size !== '') header.size = integer(size);
  if (major === '1') return mapInContent(content());
  const count = integer(records.get('GNU.sparse.numblocks') ?? '');
  const written = records.get(SPARSE_MAP) ?? '';
  const numbers = written === '' ? [] : written.split(',');
  if (count < 0 || numbers.length !== 2 * count) throw invalidHeader();
  return { pieces: pairs(numbers), dataStart: 0 };
}

function integer(text: string): number {
  if (!isInt64(text)) throw invalidHeader();
  return Number(text);
}

function pairs(numbers: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < numbers.length; at += 2)
    pieces.push({ offset: integer(numbers[at]!), length: integer(numbers[at + 1]!) });
  return pieces;
}

/** Version 1.0: a line for the count and for each number, in blocks of their own before the data. */
function mapInContent(content: Buffer): SparseMap {
  let at = 0;
  const line = (): string => {
    const end = content.indexOf(10, at);
    if (end === -1 || end >= MAX_MAP_BYTES) {
      const tooLong = Math.max(end, content.length) >= MAX_MAP_BYTES;
      throw new ArchiveError(tooLong ? 'archive/tar: sparse map too long' : 'unexpected EOF');
    }
    const text = content.toString('latin1', at, end);
    at = end + 1;
    return text;
  };
  const count = integer(line());
  if (count < 0) throw invalidHeader();
  const numbers: string[] = [];
  for (let index = 0; index < 2 * count; index++) numbers.push(line());
  const dataStart = Math.ceil(at / BLOCK) * BLOCK;
  if (dataStart > content.length) throw new ArchiveError('unexpected EOF');
  return { pieces: pairs(numbers), dataStart };
}

/** @throws ArchiveError where pieces overlap, or lead out of the file */
export function checkSparseMap({ pieces }: SparseMap, size: number): void {
  let end = 0;
  for (const { offset, length } of pieces) {
    const valid = offset >= 0 && length >= 0 && offset + length <= size && end <= offset;
    if (!valid) throw invalidHeader();
    end = offset + length;
  }
  if (size < 0) throw invalidHeader();
}

/** The whole file, with zeros between its pieces. @throws ArchiveError */
export function expandSparse({ pieces, dataStart }: SparseMap, content: Buffer, size: number): Buffer {
  const whole = Buffer.alloc(size);
  let at = dataStart;
  for (const { offset, length } of pieces) {
    if (at + length > content.length)
      throw new ArchiveError('archive/tar: sparse file references non-existent data');
    content.copy(whole, offset, at, at + length);
    at += length;
  }
  if (at < content.length) throw new ArchiveError('archive/tar: sparse file contains unreferenced data');
  return whole;
}
