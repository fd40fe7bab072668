/** gzip as Go's compress/gzip reads it: one member after another, and what was readable before something is wrong. */
import { Buffer } from 'node:buffer';
import { constants, crc32, inflateRawSync } from 'node:zlib';
import { ArchiveError } from './archive-error.ts';

/** What was unpacked, and why it ends there where that is not its end. */
export interface Unpacked {
  readonly bytes: Buffer;
  readonly fault: ArchiveError | undefined;
}

/** All that stands in the members of a gzip file. Over `limit` bytes it throws `tooLarge`. @throws ArchiveError */
export function gunzip(packed: Uint8Array, limit: number, tooLarge: string): Unpacked {
  const input = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
  const parts: Buffer[] = [];
  let fault: ArchiveError | undefined;
  let left = limit;
  for (let at = 0; fault === undefined && (at === 0 || at < input.length);) {
    const start = afterHeader(input, at);
    if (start instanceof ArchiveError) {
      fault = start;
      break;
    }
    const member = inflate(input.subarray(start), left, tooLarge);
    parts.push(member.bytes);
    left -= member.bytes.length;
    at = start + member.consumed;
    fault = member.fault ?? trailerFault(input.subarray(at, at + 8), member.bytes);
    at += 8;
  }
  return { bytes: parts.length === 1 ? parts[0]! : Buffer.concat(parts), fault };
}

const HEADER_BYTES = 10;
const [HAS_CHECKSUM, HAS_EXTRA, HAS_NAME, HAS_COMMENT] = [2, 4, 8, 16];
/** Longest name or comment that Go reads. */
const MAX_TEXT = 512;

const CUT_OFF = 'unexpected EOF';
const INVALID_HEADER = 'gzip: invalid header';

/** Where the data of the member at `from` begin. */
function afterHeader(input: Buffer, from: number): number | ArchiveError {
  if (input.length - from < HEADER_BYTES) return new ArchiveError(input.length === from ? 'EOF' : CUT_OFF);
  if (input[from] !== 0x1f || input[from + 1] !== 0x8b || input[from + 2] !== 8)
    return new ArchiveError(INVALID_HEADER);
  const flags = input[from + 3]!;
  let at = from + HEADER_BYTES;
  if (flags & HAS_EXTRA) at += 2 + (at + 2 <= input.length ? input.readUInt16LE(at) : 0);
  for (const flag of [HAS_NAME, HAS_COMMENT]) {
    if (!(flags & flag)) continue;
    const end = input.indexOf(0, at);
    if ((end === -1 ? input.length : end) - at >= MAX_TEXT) return new ArchiveError(INVALID_HEADER);
    if (end === -1) return new ArchiveError(CUT_OFF);
    at = end + 1;
  }
  if (flags & HAS_CHECKSUM) {
    if (at + 2 > input.length) return new ArchiveError(CUT_OFF);
    if (input.readUInt16LE(at) !== (crc32(input.subarray(from, at)) & 0xffff))
      return new ArchiveError(INVALID_HEADER);
    at += 2;
  }
  return at > input.length ? new ArchiveError(CUT_OFF) : at;
}

function trailerFault(trailer: Buffer, bytes: Buffer): ArchiveError | undefined {
  if (trailer.length < 8) return new ArchiveError(CUT_OFF);
  const right = trailer.readUInt32LE(0) === crc32(bytes) && trailer.readUInt32LE(4) === bytes.length;
  return right ? undefined : new ArchiveError('gzip: invalid checksum');
}

interface Inflated extends Unpacked {
  readonly consumed: number;
}

function inflate(input: Buffer, limit: number, tooLarge: string): Inflated {
  try {
    return { ...inflated(input, limit, constants.Z_FINISH), fault: undefined };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new ArchiveError(tooLarge, { cause: error });
    if (code !== 'Z_BUF_ERROR') return damaged(input, limit);
    return { ...inflated(input, limit, constants.Z_SYNC_FLUSH), fault: new ArchiveError(CUT_OFF) };
  }
}

function inflated(input: Buffer, limit: number, finishFlush: number): Omit<Inflated, 'fault'> {
  const answer = inflateRawSync(input, { maxOutputLength: Math.max(limit, 1), finishFlush, info: true });
  const { buffer, engine } = answer as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
  return { bytes: buffer, consumed: engine.bytesWritten };
}

/** Packed data for which it is worth looking where the fault is. */
const MAX_SEARCHED = 1024 * 1024;

/** The longest beginning that can be unpacked. */
function damaged(input: Buffer, limit: number): Inflated {
  let found: Omit<Inflated, 'fault'> = { bytes: Buffer.alloc(0), consumed: 0 };
  let good = 0;
  let bad = Math.min(input.length, MAX_SEARCHED);
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      found = inflated(input.subarray(0, middle), limit, constants.Z_SYNC_FLUSH);
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return { ...found, fault: new ArchiveError(`flate: corrupt input before offset ${bad}`) };
}
