import { YamlFailure } from '../failure.ts';
import { isBlank, isBlankOrEnd, isBreak } from './character.ts';
import type { Cursor } from './cursor.ts';
import { fold } from './fold.ts';
import { type Token, token } from './token.ts';

/** What was read, and whether it ended behind a line break, where a key may follow. */
export interface PlainScalar {
  readonly token: Token;
  readonly endsLine: boolean;
}

/** An unquoted scalar, over as many lines as are indented deeper than the collection that it stands in. */
export function scanPlainScalar(cursor: Cursor, indent: number, inFlow: boolean): PlainScalar {
  const start = cursor.at;
  let value = '';
  let end = start;
  let between = '';
  let endsLine = false;
  while (!cursor.isDocumentIndicator() && cursor.code() !== 0x23) {
    const from = cursor.at;
    skipWord(cursor, inFlow);
    if (cursor.at > from) {
      value += between + cursor.text.slice(from, cursor.at);
      end = cursor.at;
      endsLine = false;
    }
    const code = cursor.code();
    if (!isBlank(code) && !isBreak(code)) break;
    const gap = skipGap(cursor, indent, endsLine);
    between = gap.text;
    endsLine = gap.broken;
    if (!inFlow && cursor.column < indent) break;
  }
  return { token: token('scalar', start, end, value, '', true), endsLine };
}

function skipWord(cursor: Cursor, inFlow: boolean): void {
  for (let code = cursor.code(); !isBlankOrEnd(code); code = cursor.code()) {
    if (code === 0x3a && isBlankOrEnd(cursor.code(1))) return;
    if (inFlow && isFlowEnd(code)) return;
    cursor.at += 1;
  }
}

/** `,` `?` `[` `]` `{` `}` */
function isFlowEnd(code: number): boolean {
  return code === 0x2c || code === 0x3f || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}

function skipGap(cursor: Cursor, indent: number, afterBreak: boolean): { text: string; broken: boolean } {
  const from = cursor.at;
  cursor.skipBlanks();
  const blanks = cursor.text.slice(from, cursor.at);
  const first = cursor.readBreak();
  if (first === '') return { text: blanks, broken: afterBreak };
  let more = '';
  for (;;) {
    skipIndentation(cursor, indent);
    const next = cursor.readBreak();
    if (next === '') return { text: fold(first, more), broken: true };
    more += next;
  }
}

function skipIndentation(cursor: Cursor, indent: number): void {
  while (isBlank(cursor.code())) {
    if (cursor.code() === 0x09 && cursor.column < indent) {
      throw new YamlFailure(
        'invalid',
        'found a tab character that violates indentation',
        cursor.at,
        cursor.at + 1,
      );
    }
    cursor.at += 1;
  }
}
