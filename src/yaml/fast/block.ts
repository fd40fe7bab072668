import type { Json } from '../../types.ts';
import { readFlow } from './flow.ts';
import { readKey } from './key.ts';
import { add } from './add.ts';
import { decline, type Reader } from './reader.ts';
import { readBlockScalar, readPlainValue, readQuoted } from './scalar.ts';

/**
 * The node that begins at `at`, and on to the next content. `parent` is the column of the collection around it, -1 at
 * the top of a document.
 */
export function readNode(reader: Reader, parent: number): Json {
  const code = reader.code();
  const column = reader.at - reader.lineStart;
  if (code === 0x2d && reader.isGap(reader.at + 1)) return readSequence(reader, column);
  if (code === 0x5b || code === 0x7b) return readFlowValue(reader, parent);
  if (code === 0x7c || code === 0x3e) return readBlockScalar(reader, parent);
  refuseIndicator(reader, code);
  const key = readKey(reader);
  if (key !== undefined) return readMap(reader, column, key);
  return code === 0x22 || code === 0x27 ? readQuotedValue(reader, parent) : readPlainValue(reader, parent);
}

/** `readNode` for what stands behind a key, where no other key and no `- ` can. */
function readValue(reader: Reader, parent: number): Json {
  const code = reader.code();
  if (code === 0x22 || code === 0x27) return readQuotedValue(reader, parent);
  if (code === 0x5b || code === 0x7b) return readFlowValue(reader, parent);
  if (code === 0x7c || code === 0x3e) return readBlockScalar(reader, parent);
  if (code === 0x2d && reader.isGap(reader.at + 1)) decline();
  refuseIndicator(reader, code);
  return readPlainValue(reader, parent);
}

/** What begins neither a plain nor a quoted scalar, and `? ` and `: `. */
function refuseIndicator(reader: Reader, code: number): void {
  if (code > 0x40 && code < 0x5b) return;
  if (code > 0x60 && code < 0x7b) return;
  if (code >= 0x30 && code <= 0x39) return;
  if (code === 0x3f || code === 0x3a) {
    if (reader.isGap(reader.at + 1)) decline();
  } else if (isIndicator(code)) decline();
}

/** Tab, `!` `#` `%` `&` `*` `,` `>` `@` `[` `]` a backtick, `{` `|` `}` */
function isIndicator(code: number): boolean {
  if (code < 0x30)
    return (
      code === 0x09 ||
      code === 0x21 ||
      code === 0x23 ||
      (code >= 0x25 && code <= 0x2c && isLowIndicator(code))
    );
  return (
    code === 0x3e ||
    code === 0x40 ||
    code === 0x5b ||
    code === 0x5d ||
    code === 0x60 ||
    (code >= 0x7b && code <= 0x7d)
  );
}

function isLowIndicator(code: number): boolean {
  return code === 0x25 || code === 0x26 || code === 0x2a || code === 0x2c;
}

function readSequence(reader: Reader, column: number): Json[] {
  reader.enter();
  // Not pushed into an empty array, for which V8 makes room for 17.
  const items = [readItem(reader, column)];
  while (reader.column === column && reader.code() === 0x2d && reader.isGap(reader.at + 1))
    items.push(readItem(reader, column));
  reader.leave();
  return items;
}

/** What stands behind a `-`. */
function readItem(reader: Reader, column: number): Json {
  reader.at += 1;
  reader.skipSpaces();
  return isLineEnd(reader) ? readBelow(reader, column) : readNode(reader, column);
}

function readMap(reader: Reader, column: number, first: string): Json {
  const map: Record<string, Json> = {};
  reader.enter();
  for (let key = first; ; key = readNextKey(reader)) {
    reader.skipSpaces();
    const value = isLineEnd(reader) ? readEntryBelow(reader, column) : readValue(reader, column);
    add(map, key, value);
    if (reader.column !== column) break;
  }
  reader.leave();
  if (reader.column > column) decline();
  return map;
}

function readNextKey(reader: Reader): string {
  const code = reader.code();
  if (code === 0x2d && reader.isGap(reader.at + 1)) decline();
  refuseIndicator(reader, code);
  return readKey(reader) ?? decline();
}

function isLineEnd(reader: Reader): boolean {
  const code = reader.code();
  return code === 0x0a || code === 0x23 || reader.at >= reader.end;
}

/** What stands on the lines below an item's `-`. */
function readBelow(reader: Reader, column: number): Json {
  reader.nextContent();
  return reader.column > column ? readNode(reader, column) : null;
}

/** `readMapBelow`, by way of the memo for a key at the top of a document. */
function readEntryBelow(reader: Reader, column: number): Json {
  const { blocks, text } = reader;
  const start = reader.at + 1;
  if (blocks === undefined || column !== 0 || text.charCodeAt(start) !== 0x20)
    return readMapBelow(reader, column);
  const end = blockEnd(reader, start);
  const block = text.slice(start, end);
  const known = blocks.get(block);
  if (known !== undefined) {
    reader.skipTo(end);
    return known;
  }
  const value = readMapBelow(reader, column);
  // Not what is left over, what a quote carries on, or a sequence at the key's own column.
  const isRead = end === reader.end ? reader.column === -1 : reader.lineStart === end;
  if (isRead && value !== null) blocks.add(block, value, reader.end);
  return value;
}

/** Where the lines end that are indented or empty. */
function blockEnd({ text, end }: Reader, start: number): number {
  outside.lastIndex = start;
  const found = outside.exec(text);
  return found === null ? end : found.index + 1;
}

const outside = /\n[^ \n]/g;

/** What stands on the lines below a key; a sequence may stand at the key's own column. */
function readMapBelow(reader: Reader, column: number): Json {
  reader.nextContent();
  return readMapContent(reader, column);
}

function readMapContent(reader: Reader, column: number): Json {
  if (reader.column > column) return readNode(reader, column);
  const isSequence = reader.column === column && reader.code() === 0x2d && reader.isGap(reader.at + 1);
  return isSequence ? readSequence(reader, column) : null;
}

function readQuotedValue(reader: Reader, parent: number): string {
  const value = readQuoted(reader);
  reader.endLine();
  if (reader.column > parent) decline();
  return value;
}

function readFlowValue(reader: Reader, parent: number): Json {
  const value = readFlow(reader);
  reader.endLine();
  if (reader.column > parent) decline();
  return value;
}
