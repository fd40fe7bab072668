/** `encryptAES` and `decryptAES`: AES-256 in CBC mode, the password padded with zeros for a key. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { CallContext, FunctionTable } from '../template/value.ts';
import { text } from './argument.ts';
import { fromBytes, toBytes } from './bytes.ts';
import { base64, fromBase64 } from './encoding.ts';
import { define, table } from './function.ts';
import { randomBytes } from './host.ts';

const BLOCK = 16;
const ALGORITHM = 'aes-256-cbc';

function keyOf(password: string): Uint8Array {
  const key = new Uint8Array(32);
  key.set(toBytes(password).subarray(0, 32));
  return key;
}

function encrypt(password: string, plain: string, context: CallContext): string {
  if (plain === '') return '';
  const iv = randomBytes(context, BLOCK);
  const cipher = createCipheriv(ALGORITHM, keyOf(password), iv);
  return base64(Buffer.concat([iv, cipher.update(toBytes(plain)), cipher.final()]));
}

/** Sprig trusts the last byte to say how much padding there is; what it then panics at fails here too. */
function decrypt(password: string, encrypted: string): string {
  if (encrypted === '') return '';
  const bytes = fromBase64(encrypted);
  if (bytes.length < BLOCK)
    throw new Error(`runtime error: slice bounds out of range [:16] with capacity ${bytes.length}`);
  if (bytes.length % BLOCK !== 0) throw new Error('crypto/cipher: input not full blocks');
  const decipher = createDecipheriv(ALGORITHM, keyOf(password), bytes.subarray(0, BLOCK)).setAutoPadding(
    false,
  );
  const plain = Buffer.concat([decipher.update(bytes.subarray(BLOCK)), decipher.final()]);
  const end = plain.length - (plain.at(-1) ?? 0);
  if (plain.length === 0 || end < 0) throw new Error(`runtime error: slice bounds out of range [:${end}]`);
  return fromBytes(plain.subarray(0, end));
}

export const aesFunctions: FunctionTable = table(
  define(
    'encryptAES',
    'string string',
    ([password, plain], context) => encrypt(text(password), text(plain), context),
    { steps: 22, charactersPerStep: 4 },
  ),
  define('decryptAES', 'string string', ([password, encrypted]) => decrypt(text(password), text(encrypted)), {
    charactersPerStep: 2,
  }),
);
