import { YamlFailure } from '../failure.ts';
import type { Cursor } from './cursor.ts';

/** What stands for itself, and what go-yaml reads in its place. `\/` is not among them: go-yaml refuses it. */
const plain = new Map<string, string>([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

const digits = new Map<string, number>([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** The character that an escape in a double-quoted scalar means; the cursor stands behind the backslash. */
export function readEscape(cursor: Cursor): string {
  const start = cursor.at - 1;
  const letter = cursor.text.charAt(cursor.at);
  const simple = plain.get(letter);
  const length = digits.get(letter);
  if (simple === undefined && length === undefined) {
    throw new YamlFailure('invalid', 'found unknown escape character', start, start + 2);
  }
  cursor.at += 1;
  return simple ?? readCodePoint(cursor, start, length ?? 0);
}

function readCodePoint(cursor: Cursor, start: number, length: number): string {
  const hex = cursor.text.slice(cursor.at, cursor.at + length);
  if (hex.length < length || !/^[0-9a-fA-F]+$/.test(hex)) {
    throw new YamlFailure('invalid', 'did not find expected hexadecimal number', start, start + 2);
  }
  const value = Number.parseInt(hex, 16);
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) {
    throw new YamlFailure(
      'invalid',
      'found invalid Unicode character escape code',
      start,
      cursor.at + length,
    );
  }
  cursor.at += length;
  return String.fromCodePoint(value);
}
