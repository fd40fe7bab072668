/** Checksums, and passwords derived from one another. */
import { createHash, createHmac, scryptSync } from 'node:crypto';
import type { FunctionTable, GoFunction } from '../template/value.ts';
import { integer, text } from './argument.ts';
import { toBytes } from './bytes.ts';
import { define, table } from './function.ts';

const HASHING = { steps: 24, charactersPerStep: 2 };

function digest(name: string, algorithm: string): GoFunction {
  return define(
    name,
    'string',
    ([value]) =>
      createHash(algorithm)
        .update(toBytes(text(value)))
        .digest('hex'),
    HASHING,
  );
}

function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return high * 65536 + low;
}

/** The Master Password algorithm's templates: one letter per character class. */
const PASSWORD_TEMPLATES: ReadonlyMap<string, readonly string[]> = new Map([
  ['maximum', ['anoxxxxxxxxxxxxxxxxx', 'axxxxxxxxxxxxxxxxxno']],
  [
    'long',
    (
      'CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno CvcvnoCvccCvcv ' +
      'CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno CvccnoCvccCvcv CvccCvccnoCvcv ' +
      'CvccCvccCvcvno CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno'
    ).split(' '),
  ],
  ['medium', ['CvcnoCvc', 'CvcCvcno']],
  ['short', ['Cvcn']],
  ['basic', ['aaanaaan', 'aannaaan', 'aaannaaa']],
  ['pin', ['nnnn']],
]);

const PASSWORD_CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['V', 'AEIOU'],
  ['C', 'BCDFGHJKLMNPQRSTVWXYZ'],
  ['v', 'aeiou'],
  ['c', 'bcdfghjklmnpqrstvwxyz'],
  ['A', 'AEIOUBCDFGHJKLMNPQRSTVWXYZ'],
  ['a', 'AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz'],
  ['n', '0123456789'],
  ['o', "@&%?,=[]_:-+*$#!'^~;()/."],
  ['x', 'AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()'],
]);

const SEED = 'com.lyndir.masterpassword';
const SCRYPT = { N: 32768, r: 8, p: 2, maxmem: 128 * 1024 * 1024 };
/** scrypt takes a tenth of a second on purpose. */
const SCRYPT_STEPS = 250_000;

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function salted(name: string): Uint8Array {
  const bytes = toBytes(name);
  return Buffer.concat([toBytes(SEED), uint32(bytes.length), bytes]);
}

interface PasswordRequest {
  readonly counter: number;
  readonly password: string;
  readonly user: string;
  readonly site: string;
}

/** Many releases ask for the same one. */
const masterKeys = new Map<string, Uint8Array>();
const MOST_KEYS = 1000;

function masterKey(password: string, user: string): Uint8Array {
  const name = JSON.stringify([password, user]);
  let key = masterKeys.get(name);
  if (key === undefined) {
    key = scryptSync(toBytes(password), salted(user), 64, SCRYPT);
    if (masterKeys.size < MOST_KEYS) masterKeys.set(name, key);
  }
  return key;
}

function derivePassword(
  templates: readonly string[],
  { counter, password, user, site }: PasswordRequest,
): string {
  const seed = createHmac('sha256', masterKey(password, user))
    .update(Buffer.concat([salted(site), uint32(counter)]))
    .digest();
  const template = templates[seed[0]! % templates.length]!;
  return [...template]
    .map((kind, index) => {
      const characters = PASSWORD_CHARACTERS.get(kind)!;
      return characters[seed[index + 1]! % characters.length];
    })
    .join('');
}

export const hashFunctions: FunctionTable = table(
  digest('sha1sum', 'sha1'),
  digest('sha256sum', 'sha256'),
  digest('sha512sum', 'sha512'),
  define('adler32sum', 'string', ([value]) => String(adler32(toBytes(text(value)))), {
    charactersPerStep: 8,
  }),
  define(
    'derivePassword',
    'uint32 string string string string',
    ([counter, type, password, user, site], context) => {
      const templates = PASSWORD_TEMPLATES.get(text(type));
      if (templates === undefined) return `cannot find password template ${text(type)}`;
      context.spend(SCRYPT_STEPS);
      const request = {
        counter: integer(counter),
        password: text(password),
        user: text(user),
        site: text(site),
      };
      return derivePassword(templates, request);
    },
  ),
);
