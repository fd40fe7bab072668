/** The records that a pax header gives about the entry after it, as Go's archive/tar reads them. */
import type { Buffer } from 'node:buffer';
import { invalidHeader, type TarHeader } from './tar-header.ts';

export type PaxRecords = ReadonlyMap<string, string>;

export const SPARSE_MAP = 'GNU.sparse.map';
const SPARSE_OFFSET = 'GNU.sparse.offset';
const SPARSE_LENGTH = 'GNU.sparse.numbytes';

/** Records are `LENGTH KEY=VALUE\n`; LENGTH counts the record's bytes, its own digits included. @throws ArchiveError */
export function paxRecords(content: Buffer): PaxRecords {
  const records = new Map<string, string>();
  const sparse: string[] = [];
  for (let at = 0; at < content.length;) {
    const { key, value, next } = recordAt(content, at);
    at = next;
    if (key !== SPARSE_OFFSET && key !== SPARSE_LENGTH) records.set(key, value);
    else {
      // Version 0.0 gives a pair of records for each piece.
      const wanted = sparse.length % 2 === 0 ? SPARSE_OFFSET : SPARSE_LENGTH;
      if (key !== wanted || value.includes(',')) throw invalidHeader();
      sparse.push(value);
    }
  }
  if (sparse.length > 0) records.set(SPARSE_MAP, sparse.join(','));
  return records;
}

const TEXTS: ReadonlySet<string> = new Set(['path', 'linkpath', 'uname', 'gname']);

function recordAt(content: Buffer, at: number): { key: string; value: string; next: number } {
  const space = content.indexOf(32, at);
  const digits = space === -1 ? '' : content.toString('latin1', at, space);
  const length = /^[+-]?\d{1,18}$/.test(digits) ? Number(digits) : NaN;
  const next = at + length;
  if (!(length >= 5) || next > content.length || next - 1 <= space - 1 || next <= space + 1)
    throw invalidHeader();
  if (content[next - 1] !== 10) throw invalidHeader();
  const record = content.toString('utf8', space + 1, next - 1);
  const equals = record.indexOf('=');
  const [key, value] = [record.slice(0, equals), record.slice(equals + 1)];
  if (equals <= 0 || (TEXTS.has(key) ? value : key).includes('\0')) throw invalidHeader();
  return { key, value, next };
}

const NUMBERS: ReadonlySet<string> = new Set(['uid', 'gid', 'size']);
const TIMES: ReadonlySet<string> = new Set(['atime', 'mtime', 'ctime']);

/** Puts what the records say in place of what the header says. @throws ArchiveError */
export function applyPax(header: TarHeader, records: PaxRecords): void {
  for (const [key, value] of records) {
    if (value === '') continue;
    if (NUMBERS.has(key) && !isInt64(value)) throw invalidHeader();
    if (TIMES.has(key) && !/^[+-]?\d+(?:\.\d*)?$/.test(value)) throw invalidHeader();
    if (key === 'path') header.name = value;
    else if (key === 'linkpath') header.target = value;
    else if (key === 'size') header.size = Number(value);
  }
}

/** Go's `strconv.ParseInt(text, 10, 64)`. */
export function isInt64(text: string): boolean {
  if (!/^[+-]?\d+$/.test(text)) return false;
  return (
    text.length < 18 || BigInt.asIntN(64, BigInt(text.replace('+', ''))) === BigInt(text.replace('+', ''))
  );
}
