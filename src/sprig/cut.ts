/** Shortening and wrapping, all of it counted in bytes. */
import type { CallContext, FunctionTable } from '../template/value.ts';
import { integer, text } from './argument.ts';
import { byteLength, fromBytes, sliceBytes, toBytes } from './bytes.ts';
import { define, table } from './function.ts';

function trunc(count: number, value: string): string {
  const length = byteLength(value);
  if (count < 0 && length + count > 0) return sliceBytes(value, length + count);
  return count >= 0 && length > count ? sliceBytes(value, 0, count) : value;
}

function substr(start: number, end: number, value: string): string {
  if (start < 0) return sliceBytes(value, 0, end);
  return end < 0 || end > byteLength(value) ? sliceBytes(value, start) : sliceBytes(value, start, end);
}

/** goutils' `AbbreviateFull`, whose errors Sprig drops: an empty text is left. */
function abbreviate(value: string, from: number, width: number): string {
  const length = byteLength(value);
  if (width < 4) return '';
  if (length <= width) return value;
  let offset = Math.min(from, length);
  if (length - offset < width - 3) offset = length - (width - 3);
  if (offset <= 4) return `${sliceBytes(value, 0, width - 3)}...`;
  if (width < 7) return '';
  if (offset + width - 3 < length) return `...${abbreviate(sliceBytes(value, offset), 0, width - 3)}`;
  return `...${sliceBytes(value, length - (width - 3))}`;
}

function abbrevboth(left: number, right: number, value: string): string {
  return right < 4 || (left > 0 && right < 7) ? value : abbreviate(value, left, right);
}

interface Wrapping {
  readonly width: number;
  readonly newline: string;
  /** Words longer than a line are cut. */
  readonly cutWords: boolean;
}

/** goutils' `WrapCustom`. It works on Latin-1 or bytes alike, so bytes are handed in as one character each. */
function wrap(value: string, { width, newline, cutWords }: Wrapping): string {
  let out = '';
  let at = 0;
  while (value.length - at > width) {
    if (value[at] === ' ') {
      at += 1;
      continue;
    }
    const end = lineEnd(value, at, width, cutWords);
    if (end === undefined) break;
    out += value.slice(at, end.end) + newline;
    at = end.next;
  }
  return out + value.slice(at);
}

/** Where the line that starts at `at` ends and the next one starts; undefined where the rest stays one line. */
function lineEnd(
  value: string,
  at: number,
  width: number,
  cutWords: boolean,
): { end: number; next: number } | undefined {
  const before = value.slice(at, at + width + 1).lastIndexOf(' ');
  if (before !== -1) return { end: at + before, next: at + before + 1 };
  if (cutWords) return { end: at + width, next: at + width };
  const after = value.indexOf(' ', at + width);
  return after === -1 ? undefined : { end: after, next: after + 1 };
}

function latin(value: string): string {
  return Buffer.from(toBytes(value)).toString('latin1');
}

function wrapBytes(
  value: string,
  width: number,
  newline: string,
  cutWords: boolean,
  context: CallContext,
): string {
  const wrapping = { width: Math.max(width, 1), newline: newline === '' ? '\n' : newline, cutWords };
  const length = byteLength(value);
  if (length === value.length) return wrap(value, wrapping);
  const wrapped = wrap(latin(value), { ...wrapping, newline: latin(wrapping.newline) });
  context.spend(wrapped.length);
  return fromBytes(Buffer.from(wrapped, 'latin1'));
}

const LINE_BY_LINE = { charactersPerStep: 0.5 };

/** Texts beyond ASCII become bytes. */
const BYTE_BY_BYTE = { charactersPerStep: 2 };

export const cutFunctions: FunctionTable = table(
  define('trunc', 'int string', ([count, value]) => trunc(integer(count), text(value)), BYTE_BY_BYTE),
  define(
    'substr',
    'int int string',
    ([from, to, value]) => substr(integer(from), integer(to), text(value)),
    BYTE_BY_BYTE,
  ),
  define(
    'abbrev',
    'int string',
    ([width, value]) => (integer(width) < 4 ? text(value) : abbreviate(text(value), 0, integer(width))),
    BYTE_BY_BYTE,
  ),
  define(
    'abbrevboth',
    'int int string',
    ([left, right, value]) => abbrevboth(integer(left), integer(right), text(value)),
    BYTE_BY_BYTE,
  ),
  define(
    'wrap',
    'int string',
    ([width, value], context) => wrapBytes(text(value), integer(width), '', false, context),
    LINE_BY_LINE,
  ),
  define(
    'wrapWith',
    'int string string',
    ([width, newline, value], context) =>
      wrapBytes(text(value), integer(width), text(newline), true, context),
    LINE_BY_LINE,
  ),
);
