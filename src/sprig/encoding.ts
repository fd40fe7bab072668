/** Base 64 and base 32. A text that does not decode gives the error's text instead, as in Sprig. */
import type { FunctionTable } from '../template/value.ts';
import { text } from './argument.ts';
import { fromBytes, toBytes } from './bytes.ts';
import { define, table } from './function.ts';

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

interface Alphabet {
  readonly name: string;
  readonly characters: string;
  /** Characters in a full group. */
  readonly group: number;
  readonly bits: number;
}

const BASE64: Alphabet = {
  name: 'base64',
  characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  group: 4,
  bits: 6,
};
const BASE32: Alphabet = {
  name: 'base32',
  characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  group: 8,
  bits: 5,
};

/** How many `=` may end a group. */
const PADDINGS: ReadonlyMap<number, readonly number[]> = new Map([
  [4, [0, 1, 2]],
  [8, [0, 1, 3, 4, 6]],
]);

/** Without line ends, and as much padding as there has to be. */
const PLAIN_BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

class CorruptInput extends Error {}

/** Go's decoder: line ends are skipped, what follows the padding is an error. Throws `illegal base64 data at input byte 4`. */
function decode(value: string, alphabet: Alphabet): Uint8Array {
  if (alphabet === BASE64 && value.length % 4 === 0 && PLAIN_BASE64.test(value))
    return Buffer.from(value, 'base64');
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const index of symbols(value, alphabet)) {
    held = (held << alphabet.bits) | index;
    bits += alphabet.bits;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
    held &= (1 << bits) - 1;
  }
  return Uint8Array.from(bytes);
}

function symbols(value: string, alphabet: Alphabet): number[] {
  const found: number[] = [];
  const bytes = toBytes(value);
  for (let at = 0; at < bytes.length; at++) {
    const character = String.fromCharCode(bytes[at]!);
    if (character === '\n' || character === '\r') continue;
    const index = alphabet.characters.indexOf(character);
    if (index === -1) {
      if (character !== '=') throw corrupt(alphabet, at);
      checkPadding(bytes, at, found.length % alphabet.group, alphabet);
      return found;
    }
    found.push(index);
  }
  if (found.length % alphabet.group !== 0)
    throw corrupt(alphabet, bytes.length - (found.length % alphabet.group));
  return found;
}

function checkPadding(bytes: Uint8Array, at: number, used: number, alphabet: Alphabet): void {
  const needed = alphabet.group - used;
  if (used === 0 || !PADDINGS.get(alphabet.group)!.includes(needed)) throw corrupt(alphabet, at);
  let seen = 0;
  for (let next = at; next < bytes.length; next++) {
    const code = bytes[next]!;
    if (code === 10 || code === 13) continue;
    if (code !== 61 || seen === needed) throw corrupt(alphabet, next);
    seen += 1;
  }
  if (seen < needed) throw corrupt(alphabet, bytes.length);
}

function corrupt({ name }: Alphabet, at: number): CorruptInput {
  return new CorruptInput(`illegal ${name} data at input byte ${at}`);
}

function decoded(value: string, alphabet: Alphabet): string {
  try {
    return fromBytes(decode(value, alphabet));
  } catch (error) {
    if (error instanceof CorruptInput) return error.message;
    throw error;
  }
}

/** Throws where the text is not base 64. */
export function fromBase64(value: string): Uint8Array {
  return decode(value, BASE64);
}

function base32(bytes: Uint8Array): string {
  let out = '';
  for (let at = 0; at < bytes.length; at += 5) {
    const group = [...bytes.subarray(at, at + 5)];
    const bits = group.map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const used = bits
      .match(/.{1,5}/g)!
      .map((each) => BASE32.characters[Number.parseInt(each.padEnd(5, '0'), 2)]);
    out += used.join('').padEnd(8, '=');
  }
  return out;
}

/** An error costs its stack. */
const STEPS_OF_ERROR = 80;

const BIT_BY_BIT = { steps: STEPS_OF_ERROR, charactersPerStep: 0.2 };

export const encodingFunctions: FunctionTable = table(
  define('b64enc', 'string', ([value]) => base64(toBytes(text(value)))),
  define('b64dec', 'string', ([value]) => decoded(text(value), BASE64), {
    steps: STEPS_OF_ERROR,
    charactersPerStep: 4,
  }),
  define('b32enc', 'string', ([value]) => base32(toBytes(text(value))), BIT_BY_BIT),
  define('b32dec', 'string', ([value]) => decoded(text(value), BASE32), BIT_BY_BIT),
);
