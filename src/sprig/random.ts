/** Random texts and numbers: Sprig's alphabets, from the render's own source of chance (host.ts). */
import type { CallContext, FunctionTable, GoFunction } from '../template/value.ts';
import { integer, text } from './argument.ts';
import { base64 } from './encoding.ts';
import { define, table } from './function.ts';
import { randomBelow, randomBytes } from './host.ts';
import { int } from './number.ts';

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ASCII = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');

/** Sprig drops goutils' error for a negative count: the text is empty. */
function randomText(count: number, alphabet: string, context: CallContext): string {
  if (count <= 0) return '';
  const bytes = randomBytes(context, count * 2);
  let out = '';
  for (let at = 0; at < count; at++)
    out += alphabet[(bytes[2 * at]! * 256 + bytes[2 * at + 1]!) % alphabet.length];
  return out;
}

function texts(name: string, alphabet: string): GoFunction {
  return define(name, 'int', ([count], context) => randomText(integer(count), alphabet, context));
}

function shuffle(value: string, context: CallContext): string {
  const runes = [...value];
  for (let at = runes.length - 1; at > 0; at--) {
    const other = randomBelow(context, at + 1);
    [runes[at], runes[other]] = [runes[other]!, runes[at]!];
  }
  return runes.join('');
}

function uuid(context: CallContext): string {
  const bytes = randomBytes(context, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function randInt(least: number, limit: number, context: CallContext): number {
  if (limit <= least) throw new Error('invalid argument to Intn');
  return least + randomBelow(context, limit - least);
}

function randBytes(count: number, context: CallContext): string {
  if (count < 0) throw new Error('runtime error: makeslice: len out of range');
  return base64(randomBytes(context, count));
}

export const randomFunctions: FunctionTable = table(
  texts('randAlphaNum', LETTERS + DIGITS),
  texts('randAlpha', LETTERS),
  texts('randNumeric', DIGITS),
  texts('randAscii', ASCII),
  define('randBytes', 'int', ([count], context) => randBytes(integer(count), context)),
  define('randInt', 'int int', ([least, limit], context) =>
    int(randInt(integer(least), integer(limit), context)),
  ),
  define('shuffle', 'string', ([value], context) => shuffle(text(value), context), { charactersPerStep: 2 }),
  define('uuidv4', '', (_, context) => uuid(context)),
);
