import { Buffer } from 'node:buffer';

const START = 'version https://git-lfs.github.com/spec/v1\n';
/** The specification's limit; longer files are none. */
const MAX_BYTES = 1024;

export interface LfsPointer {
  /** SHA-256 of the file that is meant, in hexadecimal digits. */
  readonly oid: string;
  readonly size: number;
}

/** The file for which a Git LFS pointer stands; undefined for any other text. */
export function lfsTarget(bytes: Uint8Array): LfsPointer | undefined {
  if (bytes.length < START.length || bytes.length >= MAX_BYTES || bytes[0] !== START.charCodeAt(0))
    return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const oid = text.startsWith(START) ? /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1] : undefined;
  return oid === undefined ? undefined : { oid, size: Number(/^size (\d+)$/m.exec(text)?.[1] ?? Number.NaN) };
}

/**
 * What a file is that Git LFS put in the place of another, in words that complete "<path> …"; undefined for any other.
 * Argo CD fetches the other only for a repository with `enableLfs`.
 */
export function lfsPointer(bytes: Uint8Array): string | undefined {
  const target = lfsTarget(bytes);
  if (target === undefined) return undefined;
  const size = Number.isNaN(target.size) ? '' : ` of ${target.size} bytes`;
  return `is a Git LFS pointer, not the file itself${size}: check a checkout that has it after \`git lfs pull\` (Argo CD fetches it only for a repository with enableLfs; \`plimsoll vendor\` does for those under \`argocd.enableLfs\`)`;
}
