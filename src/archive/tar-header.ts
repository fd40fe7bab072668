/** A header block of a tar archive, as Go's archive/tar reads it. */
import type { Buffer } from 'node:buffer';
import { ArchiveError } from './archive-error.ts';

export const BLOCK = 512;

/** The fields that count here; pax records and GNU's long names may change them afterwards. */
export interface TarHeader {
  name: string;
  /** What a link leads to. */
  target: string;
  size: number;
  readonly mode: number;
  readonly type: string;
  readonly format: Format;
}

export type Format = 'v7' | 'ustar' | 'star' | 'gnu';

export function invalidHeader(): ArchiveError {
  return new ArchiveError('archive/tar: invalid tar header');
}

/** @throws ArchiveError */
export function readHeader(block: Buffer): TarHeader {
  const format = formatOf(block);
  const numbers = [block.subarray(108, 116), block.subarray(116, 124), block.subarray(136, 148)];
  const header = {
    name: textUpToNul(block.subarray(0, 100)),
    target: textUpToNul(block.subarray(157, 257)),
    size: number(block.subarray(124, 136)),
    mode: number(block.subarray(100, 108)),
    type: String.fromCharCode(block[156]!),
    format,
  };
  if (format !== 'v7') numbers.push(block.subarray(329, 337), block.subarray(337, 345));
  if (format === 'star') numbers.push(block.subarray(476, 488), block.subarray(488, 500));
  // A number that nobody asks for is refused all the same.
  for (const each of numbers) number(each);
  const prefix = prefixOf(block, format);
  return prefix === '' ? header : { ...header, name: `${prefix}/${header.name}` };
}

/** @throws ArchiveError where the checksum is wrong */
function formatOf(block: Buffer): Format {
  const checksum = number(block.subarray(148, 156), 'octal');
  let [unsigned, signed] = [0, 0];
  for (let at = 0; at < BLOCK; at++) {
    const byte = at >= 148 && at < 156 ? 32 : block[at]!;
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  if (checksum !== unsigned && checksum !== signed) throw invalidHeader();
  const magic = block.toString('latin1', 257, 265);
  if (magic.startsWith('ustar\0')) return block.toString('latin1', 508, 512) === 'tar\0' ? 'star' : 'ustar';
  return magic === 'ustar  \0' ? 'gnu' : 'v7';
}

function prefixOf(block: Buffer, format: Format): string {
  if (format === 'ustar') return textUpToNul(block.subarray(345, 500));
  if (format === 'star') return textUpToNul(block.subarray(345, 476));
  if (format !== 'gnu' || hasTimes(block)) return '';
  // Older Go wrote a prefix where GNU has times.
  const prefix = textUpToNul(block.subarray(345, 500));
  // eslint-disable-next-line no-control-regex -- what is ASCII
  return /^[\u0001-\u007f]*$/.test(prefix) ? prefix : '';
}

function hasTimes(block: Buffer): boolean {
  try {
    for (const at of [345, 357]) if (block[at] !== 0) number(block.subarray(at, at + 12));
    return true;
  } catch (error) {
    if (error instanceof ArchiveError) return false;
    throw error;
  }
}

/** An octal number, or one in base 256 where the first bit is set. Beyond 2^53 it need not be exact. @throws ArchiveError */
export function number(field: Buffer, only?: 'octal'): number {
  if (only === undefined && field[0]! & 0x80) return binary(field);
  const digits = /^[ \0]*([^]*?)[ \0]*$/.exec(field.toString('latin1'))![1]!.split('\0', 1)[0]!;
  if (digits === '') return 0;
  if (!/^[0-7]+$/.test(digits)) throw invalidHeader();
  const value = BigInt(`0o${digits}`);
  if (value >= 2n ** 64n) throw invalidHeader();
  return Number(BigInt.asIntN(64, value));
}

function binary(field: Buffer): number {
  const negative = (field[0]! & 0x40) !== 0;
  let value = 0n;
  for (const [index, byte] of field.entries()) {
    const part = (negative ? byte ^ 0xff : byte) & (index === 0 ? 0x7f : 0xff);
    if (value >> 56n > 0n) throw invalidHeader();
    value = (value << 8n) | BigInt(part);
  }
  if (value >> 63n > 0n) throw invalidHeader();
  return Number(negative ? -value - 1n : value);
}

export function textUpToNul(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}
