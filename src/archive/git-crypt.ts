import { Buffer } from 'node:buffer';

/** What git-crypt writes before each file that it has encrypted. */
const START = Buffer.from('\0GITCRYPT\0', 'latin1');

/** Whether a file is as git-crypt keeps it in the repository: who has no key can't read it. */
export function isGitCrypt(bytes: Uint8Array): boolean {
  return bytes.length >= START.length && START.equals(bytes.subarray(0, START.length));
}
