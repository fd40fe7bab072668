import type { Json } from '../../types.ts';
import { scanBlockScalar } from '../scan/block-scalar.ts';
import { Cursor } from '../scan/cursor.ts';
import { scanFlowScalar } from '../scan/flow-scalar.ts';
import { scanPlainScalar } from '../scan/plain-scalar.ts';
import { resolvePlain, type Scalar } from '../scalar/resolve.ts';
import { decline, type Reader } from './reader.ts';

/** A quoted scalar; `at` stands on its quote and is left behind the closing one. */
export function readQuoted(reader: Reader): string {
  const { text, at } = reader;
  const quote = text.charAt(at);
  const close = text.indexOf(quote, at + 1);
  if (close === -1) decline();
  const value = text.slice(at + 1, close);
  if (value.includes('\n') || (quote === '"' ? value.includes('\\') : text.charCodeAt(close + 1) === 0x27)) {
    return readHardQuoted(reader);
  }
  reader.at = close + 1;
  return value;
}

/** With escapes, or over several lines: the scanner knows how. */
function readHardQuoted(reader: Reader): string {
  const cursor = cursorAt(reader);
  const { value } = scanFlowScalar(cursor);
  takeOver(reader, cursor);
  return value;
}

/** A plain value that runs to the end of its line, or on over more deeply indented lines; then on to the next content. */
export function readPlainValue(reader: Reader, parent: number): Json {
  const start = reader.at;
  const line = reader.lineStart;
  const end = plainEnd(reader.text, start);
  reader.at = end;
  reader.endLine();
  if (reader.column <= parent) return valueOf(reader.text.slice(start, end));
  reader.at = start;
  reader.lineStart = line;
  return readLongPlain(reader, parent);
}

function readLongPlain(reader: Reader, parent: number): Json {
  const cursor = cursorAt(reader);
  const { token, endsLine } = scanPlainScalar(cursor, parent + 1, false);
  takeOver(reader, cursor);
  if (endsLine) toContentFromHere(reader);
  else {
    if (cursor.code() === 0x3a) decline();
    reader.endLine();
  }
  if (reader.column > parent) decline();
  return valueOf(token.value);
}

/** A plain scalar's value. Declines at numbers that JSON has not. */
export function valueOf(source: string): Scalar {
  const value = resolvePlain(source);
  if (typeof value === 'number' && !Number.isFinite(value)) decline();
  return value;
}

/** Where a plain scalar ends on its line, without the blanks behind it. Declines at a tab and at `: `. */
function plainEnd(text: string, start: number): number {
  const length = text.length;
  let at = start;
  for (; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x3a || (code > 0x23 && code < 0x3a)) continue;
    if (code === 0x0a) break;
    if (code === 0x09) decline();
    if (code === 0x3a) refuseValue(text, at + 1);
    else if (code === 0x23 && text.charCodeAt(at - 1) === 0x20) break;
  }
  while (text.charCodeAt(at - 1) === 0x20) at -= 1;
  return at;
}

function refuseValue(text: string, behind: number): void {
  const code = text.charCodeAt(behind);
  if (code === 0x20 || code === 0x0a || code === 0x09 || behind >= text.length) decline();
}

/** A block scalar; then on to the next content. */
export function readBlockScalar(reader: Reader, parent: number): string {
  const simple = readLiteral(reader, parent);
  if (simple !== undefined) return simple;
  const cursor = cursorAt(reader);
  const { value } = scanBlockScalar(cursor, parent);
  takeOver(reader, cursor);
  toContentFromHere(reader);
  return value;
}

/** `|`, `|-` or `|+` and a first line that says how deep it is indented; undefined where it isn't that simple. */
function readLiteral(reader: Reader, parent: number): string | undefined {
  const { text, at } = reader;
  if (text.charCodeAt(at) !== 0x7c) return undefined;
  const sign = text.charCodeAt(at + 1);
  const header = sign === 0x2d || sign === 0x2b ? at + 2 : at + 1;
  if (text.charCodeAt(header) !== 0x0a) return undefined;
  const first = header + 1;
  const indent = skipSpaces(text, first, Infinity) - first;
  const code = text.charCodeAt(first + indent);
  if (indent <= parent || indent === 0 || code === 0x0a || code === 0x09 || Number.isNaN(code))
    return undefined;
  return readLines(reader, first, indent, sign);
}

function readLines(reader: Reader, first: number, indent: number, sign: number): string {
  const { text, end } = reader;
  let line = first;
  let value = '';
  let breaks = '';
  while (line < end) {
    const content = skipSpaces(text, line, line + indent);
    const isEmpty = text.charCodeAt(content) === 0x0a;
    if (!isEmpty && content - line < indent) break;
    if (content >= end) break;
    const found = text.indexOf('\n', content);
    const stop = found === -1 ? end : found;
    if (isEmpty) breaks += '\n';
    else {
      value += breaks + text.slice(content, stop);
      breaks = found === -1 ? '' : '\n';
    }
    line = found === -1 ? end : found + 1;
  }
  if (text.charCodeAt(skipSpaces(text, line, Infinity)) === 0x09) decline();
  reader.lineStart = line;
  reader.at = line;
  reader.toContent();
  if (sign === 0x2d || breaks === '') return value;
  return sign === 0x2b ? value + breaks : `${value}\n`;
}

function skipSpaces(text: string, from: number, until: number): number {
  let at = from;
  while (at < until && text.charCodeAt(at) === 0x20) at += 1;
  return at;
}

/** From the indentation of a line that the scanner stopped in, or the end. */
function toContentFromHere(reader: Reader): void {
  if (reader.at < reader.end) reader.at = reader.lineStart;
  reader.toContent();
}

function cursorAt(reader: Reader): Cursor {
  const cursor = new Cursor(reader.text);
  cursor.at = reader.at;
  cursor.lineStart = reader.lineStart;
  return cursor;
}

function takeOver(reader: Reader, cursor: Cursor): void {
  reader.at = cursor.at;
  reader.lineStart = cursor.lineStart;
}
