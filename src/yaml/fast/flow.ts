import type { Json } from '../../types.ts';
import { add } from './add.ts';
import { nameOf } from './key.ts';
import { decline, type Reader } from './reader.ts';
import { readQuoted, valueOf } from './scalar.ts';

const maxKeyLength = 1000;

/** A `[…]` or `{…}`, over any number of lines; `at` is left behind it. */
export function readFlow(reader: Reader): Json {
  reader.enter();
  const value = reader.code() === 0x5b ? readFlowSequence(reader) : readFlowMap(reader);
  reader.leave();
  return value;
}

function readFlowSequence(reader: Reader): Json[] {
  const items: Json[] = [];
  openFlow(reader);
  while (reader.code() !== 0x5d) {
    items.push(readFlowNode(reader));
    endEntry(reader, 0x5d);
  }
  reader.at += 1;
  return items;
}

function readFlowMap(reader: Reader): Json {
  const map: Record<string, Json> = {};
  openFlow(reader);
  while (reader.code() !== 0x7d) {
    const key = readFlowKey(reader);
    const value = readFlowMapValue(reader);
    add(map, key, value);
    endEntry(reader, 0x7d);
  }
  reader.at += 1;
  return map;
}

function openFlow(reader: Reader): void {
  reader.at += 1;
  skipFlowSpace(reader);
}

/** Over the comma, if there is one, to the next entry or the closing bracket. */
function endEntry(reader: Reader, close: number): void {
  skipFlowSpace(reader);
  const code = reader.code();
  if (code === 0x2c) {
    reader.at += 1;
    skipFlowSpace(reader);
  } else if (code !== close) decline();
}

function readFlowNode(reader: Reader): Json {
  const code = reader.code();
  if (code === 0x5b || code === 0x7b) return readFlow(reader);
  if (code === 0x22 || code === 0x27) return readQuoted(reader);
  return valueOf(readFlowPlain(reader));
}

function readFlowKey(reader: Reader): string {
  const code = reader.code();
  const start = reader.at;
  const line = reader.lineStart;
  const key = code === 0x22 || code === 0x27 ? readQuoted(reader) : nameOf(readFlowPlain(reader));
  if (reader.lineStart !== line || reader.at - start > maxKeyLength) decline();
  return key;
}

/** What stands behind the key; null where nothing does. */
function readFlowMapValue(reader: Reader): Json {
  reader.skipSpaces();
  if (reader.code() !== 0x3a) return null;
  reader.at += 1;
  skipFlowSpace(reader);
  const code = reader.code();
  return code === 0x2c || code === 0x7d ? null : readFlowNode(reader);
}

/** A plain scalar on one line. Declines at the start of anything else. */
function readFlowPlain(reader: Reader): string {
  const { text, at: start } = reader;
  if (!startsFlowPlain(text, start)) decline();
  let at = start;
  for (; ; at += 1) {
    const code = text.charCodeAt(at);
    if (isFlowEnd(text, at, code)) break;
    if (code === 0x09 || Number.isNaN(code)) decline();
  }
  while (text.charCodeAt(at - 1) === 0x20) at -= 1;
  reader.at = at;
  return text.slice(start, at);
}

/** A letter, a digit, one of `_` `/` `.` `$` `(` `+` `~` `<` `\` `^` `=` `;`, beyond ASCII, or a `-` with such a one behind it. */
function startsFlowPlain(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === 0x2d) return startsFlowPlain(text, at + 1);
  const isAlphanumeric =
    (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  return isAlphanumeric || code > 0x7f || '_/.$(+~<\\^=;'.includes(text.charAt(at) || ',');
}

/** A line break, a flow indicator, a `: ` or a comment; declines at a colon before a flow indicator. */
function isFlowEnd(text: string, at: number, code: number): boolean {
  if (code > 0x5a) return code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
  if (code === 0x0a || code === 0x2c) return true;
  if (code === 0x3f) decline();
  if (code === 0x23) return text.charCodeAt(at - 1) === 0x20;
  if (code !== 0x3a) return false;
  const behind = text.charCodeAt(at + 1);
  return behind === 0x20 || behind === 0x0a || behind === 0x09;
}

/** Over blanks, line breaks and comments between the parts of a flow collection. */
function skipFlowSpace(reader: Reader): void {
  const { text } = reader;
  for (;;) {
    reader.skipSpaces();
    const code = reader.code();
    if (code === 0x23) {
      const found = text.indexOf('\n', reader.at);
      if (found === -1) decline();
      reader.at = found;
    } else if (code !== 0x0a) {
      if (code === 0x09 || Number.isNaN(code)) decline();
      return;
    }
    reader.at += 1;
    reader.lineStart = reader.at;
    const first = reader.code();
    if (first === 0x2d || first === 0x2e || first === 0x25) decline();
  }
}
