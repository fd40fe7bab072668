import { YamlFailure } from '../failure.ts';
import { isBlank, isBlankOrEnd, isBreak } from './character.ts';
import type { Cursor } from './cursor.ts';
import { readEscape } from './escape.ts';
import { fold } from './fold.ts';
import { type Token, token } from './token.ts';

/** A quoted scalar, over any number of lines. */
export function scanFlowScalar(cursor: Cursor): Token {
  const start = cursor.at;
  const quote = cursor.code();
  cursor.at += 1;
  let value = '';
  for (;;) {
    refuseEnd(cursor, start);
    const word = quote === 0x27 ? readSingle(cursor) : readDouble(cursor);
    value += word.text;
    if (cursor.code() === quote) break;
    value += readGap(cursor, word.escapedBreak);
  }
  cursor.at += 1;
  return token('scalar', start, cursor.at, value);
}

function refuseEnd(cursor: Cursor, start: number): void {
  if (cursor.isDocumentIndicator()) {
    const end = cursor.at + 3;
    throw new YamlFailure(
      'invalid',
      'found unexpected document indicator in a quoted scalar',
      cursor.at,
      end,
    );
  }
  if (cursor.at >= cursor.text.length) {
    throw new YamlFailure(
      'invalid',
      'the quote that opens here is never closed (found unexpected end of stream)',
      start,
      start + 1,
    );
  }
}

interface Word {
  readonly text: string;
  /** Ended by a backslash before a line break, which leaves nothing. */
  readonly escapedBreak: boolean;
}

function readSingle(cursor: Cursor): Word {
  let from = cursor.at;
  let text = '';
  for (let code = cursor.code(); !isBlankOrEnd(code); code = cursor.code()) {
    if (code === 0x27) {
      if (cursor.code(1) !== 0x27) break;
      text += cursor.text.slice(from, cursor.at + 1);
      from = cursor.at + 2;
      cursor.at = from;
    } else cursor.at += 1;
  }
  return { text: text + cursor.text.slice(from, cursor.at), escapedBreak: false };
}

function readDouble(cursor: Cursor): Word {
  let from = cursor.at;
  let text = '';
  for (let code = cursor.code(); !isBlankOrEnd(code) && code !== 0x22; code = cursor.code()) {
    if (code !== 0x5c) {
      cursor.at += 1;
      continue;
    }
    text += cursor.text.slice(from, cursor.at);
    cursor.at += 1;
    if (cursor.readBreak() !== '') return { text, escapedBreak: true };
    text += readEscape(cursor);
    from = cursor.at;
  }
  return { text: text + cursor.text.slice(from, cursor.at), escapedBreak: false };
}

function readGap(cursor: Cursor, escapedBreak: boolean): string {
  const from = cursor.at;
  cursor.skipBlanks();
  const blanks = escapedBreak ? '' : cursor.text.slice(from, cursor.at);
  const first = escapedBreak ? '' : cursor.readBreak();
  if (!escapedBreak && first === '') return blanks;
  let more = '';
  while (isBlank(cursor.code()) || isBreak(cursor.code())) {
    cursor.skipBlanks();
    more += cursor.readBreak();
  }
  return first === '' ? more : fold(first, more);
}
