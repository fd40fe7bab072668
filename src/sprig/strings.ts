/** Trimming, searching, replacing, repeating. */
import type { CallContext, FunctionTable } from '../template/value.ts';
import { integer, text } from './argument.ts';
import { byteLength } from './bytes.ts';
import { define, table } from './function.ts';

const LEADING = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
const TRAILING = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/u;
const TRIM_SPACE_ASCII = /^[!-~](?:[\u0020-\u007e]*[!-~])?$/;

/** `strings.TrimSpace`. */
function trimSpace(value: string): string {
  if (TRIM_SPACE_ASCII.test(value)) return value;
  const start = value.replace(LEADING, '');
  let end = start.length;
  while (end > 0 && TRAILING.test(start.charAt(end - 1))) end -= 1;
  return start.slice(0, end);
}

/** `strings.Trim`: every character of `cutset`, from both ends. */
function trimAll(cutset: string, value: string, context: CallContext): string {
  context.spend((cutset.length + value.length) * 8);
  const cut = new Set(cutset);
  const runes = [...value];
  let start = 0;
  let end = runes.length;
  while (start < end && cut.has(runes[start]!)) start += 1;
  while (end > start && cut.has(runes[end - 1]!)) end -= 1;
  return runes.slice(start, end).join('');
}

function trimSuffix(suffix: string, value: string): string {
  return suffix !== '' && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value;
}

function trimPrefix(prefix: string, value: string): string {
  return value.startsWith(prefix) ? value.slice(prefix.length) : value;
}

/** Characters that cost a step where they are read or made beyond what the engine counts: the length of the result. */
const CHARACTERS_PER_STEP = 16;

/** A part that a text is split into. */
const STEPS_PER_PART = 1;

function spendText(length: number, context: CallContext): void {
  context.spend(Math.floor(length / CHARACTERS_PER_STEP));
}

/** `strings.Replace`: with an empty `old` between all characters and at both ends. */
function replace(old: string, replacement: string, value: string, context: CallContext): string {
  if (old !== '' && !value.includes(old)) return value;
  // Before the parts are there, and again before what joins them is.
  spendText(value.length, context);
  const parts = old === '' ? ['', ...value, ''] : value.split(old);
  spendText(parts.length * (STEPS_PER_PART * CHARACTERS_PER_STEP + replacement.length), context);
  return parts.join(replacement);
}

/** `strings.Repeat`; one step of the budget for each byte that comes out. */
function repeat(count: number, value: string, context: CallContext): string {
  if (count < 0) throw new Error('strings: negative Repeat count');
  context.spend(count * byteLength(value));
  return value.repeat(value === '' ? 0 : count);
}

function indent(spaces: number, value: string, context: CallContext): string {
  if (spaces < 0) throw new Error('strings: negative Repeat count');
  // The engine counts the length of what is made; this is for what would not fit into memory.
  if (spaces > 256) context.spend(Math.ceil((spaces * value.split('\n').length) / 64));
  const pad = ' '.repeat(spaces);
  return pad + value.replaceAll('\n', `\n${pad}`);
}

export const stringFunctions: FunctionTable = table(
  define('trim', 'string', ([value]) => trimSpace(text(value))),
  define('trimAll', 'string string', ([cutset, value], context) =>
    trimAll(text(cutset), text(value), context),
  ),
  define('trimall', 'string string', ([cutset, value], context) =>
    trimAll(text(cutset), text(value), context),
  ),
  define('trimSuffix', 'string string', ([suffix, value]) => trimSuffix(text(suffix), text(value))),
  define('trimPrefix', 'string string', ([prefix, value]) => trimPrefix(text(prefix), text(value))),
  define('contains', 'string string', ([part, value]) => text(value).includes(text(part))),
  define('hasPrefix', 'string string', ([prefix, value]) => text(value).startsWith(text(prefix))),
  define('hasSuffix', 'string string', ([suffix, value]) => text(value).endsWith(text(suffix))),
  define('replace', 'string string string', ([old, by, value], context) =>
    replace(text(old), text(by), text(value), context),
  ),
  define('plural', 'string string int', ([one, many, count]) =>
    integer(count) === 1 ? text(one) : text(many),
  ),
  define('repeat', 'int string', ([count, value], context) => repeat(integer(count), text(value), context)),
  define('indent', 'int string', ([spaces, value], context) => indent(integer(spaces), text(value), context)),
  define(
    'nindent',
    'int string',
    ([spaces, value], context) => `\n${indent(integer(spaces), text(value), context)}`,
  ),
  define('hello', '', () => 'Hello!'),
);
