import { Buffer } from 'node:buffer';

const START = 'version https://git-lfs.github.com/spec/v1\n';
/** The specification's limit; longer files are none. */
const MAX_BYTES = 1024;

/**
 * What a file is that Git LFS put in the place of another, in words that complete "<path> …"; undefined for any other.
 * Argo CD fetches the other only for a repository with `enableLfs`.
 */
export function lfsPointer(bytes: Uint8Array): string | undefined {
  if (bytes.length < START.length || bytes.length >= MAX_BYTES || bytes[0] !== START.charCodeAt(0))
    return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (!text.startsWith(START) || !/^oid sha256:[0-9a-f]{64}$/m.test(text)) return undefined;
  const size = /^size (\d+)$/m.exec(text)?.[1];
  return `is a Git LFS pointer, not the file itself${size === undefined ? '' : ` of ${size} bytes`}: check a checkout that has it after \`git lfs pull\` (Argo CD fetches it only for a repository with enableLfs)`;
}
