/**
 * `bcrypt` and `htpasswd`. bcrypt salts each hash at random and takes a tenth of a second on purpose; nothing that is
 * rendered can depend on its bytes, so ours only looks like one: a digest of the password in bcrypt's form.
 */
import { createHash } from 'node:crypto';
import type { FunctionTable } from '../template/value.ts';
import { text } from './argument.ts';
import { byteLength, toBytes } from './bytes.ts';
import { define, table } from './function.ts';

const ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const HASH_LENGTH = 53;
const MAX_PASSWORD = 72;

function bcrypt(password: string): string {
  if (byteLength(password) > MAX_PASSWORD) {
    return 'failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes';
  }
  const digest = createHash('sha512').update(toBytes(password)).digest().subarray(0, HASH_LENGTH);
  return `$2a$10$${[...digest].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')}`;
}

function htpasswd(user: string, password: string): string {
  return user.includes(':') ? `invalid username: ${user}` : `${user}:${bcrypt(password)}`;
}

const COST = { steps: 64 };

export const bcryptFunctions: FunctionTable = table(
  define('bcrypt', 'string', ([password]) => bcrypt(text(password)), COST),
  define('htpasswd', 'string string', ([user, password]) => htpasswd(text(user), text(password)), COST),
);
