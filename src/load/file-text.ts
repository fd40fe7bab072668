import { isUtf8 } from 'node:buffer';
import { isGitCrypt, lfsPointer } from '../archive/index.ts';
import type { ReadFailure, ReadResult } from '../types.ts';

export interface TreeOptions {
  readonly limits: { readonly fileBytes: number };
  /** Globs (minimatch, dot files included) of paths relative to the tree that are not listed. */
  readonly exclude?: readonly string[];
}

export const MISSING: ReadResult = failure('missing', 'does not exist');
export const DIRECTORY: ReadResult = failure('directory', 'is a folder, not a file');
export const OUTSIDE: ReadResult = failure('outside', 'leads out of the tree that may be read');

export function failure(code: ReadFailure, reason: string): ReadResult {
  return { ok: false, code, reason };
}

export function tooLarge(size: number, limit: number): ReadResult {
  return failure(
    'too-large',
    `is ${megabytes(size)} large; the limit is ${megabytes(limit)} (limits.fileBytes)`,
  );
}

function megabytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${bytes} bytes` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/**
 * A file's bytes as text. A byte order mark is dropped, as Helm's loader and YAML do, so that positions are those
 * that an editor shows; line ends stay as they are. Bytes that are not UTF-8, or hold a NUL, are no text, and a Git LFS
 * pointer is not the text that is meant.
 */
export function decodeText(bytes: Buffer): ReadResult {
  const pointer = lfsPointer(bytes);
  if (pointer !== undefined) return failure('unreadable', pointer);
  if (isGitCrypt(bytes)) return failure('binary', 'is encrypted by git-crypt');
  if (!isUtf8(bytes)) return failure('binary', 'is not UTF-8 text');
  if (bytes.includes(0)) return failure('binary', 'is a binary file: it has NUL bytes');
  const marked = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { ok: true, text: bytes.toString('utf8', marked ? 3 : 0) };
}
