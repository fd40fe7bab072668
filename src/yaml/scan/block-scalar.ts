import { YamlFailure } from '../failure.ts';
import { isBlank, isBreakOrEnd, isDigit } from './character.ts';
import type { Cursor } from './cursor.ts';
import { type Token, token } from './token.ts';

/**
 * A literal (`|`) or folded (`>`) scalar. `parentIndent` is the column of the collection that it stands in, -1 at the
 * top. A last line without a line break gets none, unlike in YAML 1.2.
 */
export function scanBlockScalar(cursor: Cursor, parentIndent: number): Token {
  const start = cursor.at;
  const literal = cursor.code() === 0x7c;
  cursor.at += 1;
  const header = readHeader(cursor, start);
  const indent = header.increment > 0 ? Math.max(parentIndent, 0) + header.increment : 0;
  const lines = new Lines(cursor, indent, parentIndent);
  const value = lines.read(literal);
  const kept = header.chomp === '-' ? '' : lines.lastBreak;
  const trailing = header.chomp === '+' ? lines.trailing : '';
  return token('scalar', start, lines.end, value + kept + trailing);
}

interface Header {
  readonly chomp: '' | '+' | '-';
  readonly increment: number;
}

function readHeader(cursor: Cursor, start: number): Header {
  let chomp = readChomp(cursor);
  const increment = readIncrement(cursor);
  if (chomp === '') chomp = readChomp(cursor);
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.code())) {
    throw new YamlFailure(
      'invalid',
      'did not find expected comment or line break behind a block scalar indicator',
      start,
      cursor.at + 1,
    );
  }
  cursor.readBreak();
  return { chomp, increment };
}

function readChomp(cursor: Cursor): Header['chomp'] {
  const code = cursor.code();
  if (code !== 0x2b && code !== 0x2d) return '';
  cursor.at += 1;
  return code === 0x2b ? '+' : '-';
}

function readIncrement(cursor: Cursor): number {
  const code = cursor.code();
  if (!isDigit(code)) return 0;
  if (code === 0x30) {
    throw new YamlFailure('invalid', 'found an indentation indicator equal to 0', cursor.at, cursor.at + 1);
  }
  cursor.at += 1;
  return code - 0x30;
}

class Lines {
  readonly #cursor: Cursor;
  readonly #parentIndent: number;
  #indent: number;
  lastBreak = '';
  trailing = '';
  end: number;

  constructor(cursor: Cursor, indent: number, parentIndent: number) {
    this.#cursor = cursor;
    this.#indent = indent;
    this.#parentIndent = parentIndent;
    this.end = cursor.at;
  }

  read(literal: boolean): string {
    const cursor = this.#cursor;
    let value = '';
    let afterBlank = false;
    this.#readBreaks();
    while (cursor.column === this.#indent && cursor.at < cursor.text.length) {
      const blank = isBlank(cursor.code());
      const folds = !literal && !afterBlank && !blank && this.lastBreak === '\n';
      value +=
        (folds ? (this.trailing === '' ? ' ' : '') : this.lastBreak) + this.trailing + this.#readLine();
      afterBlank = blank;
      this.lastBreak = cursor.readBreak();
      this.#readBreaks();
    }
    return value;
  }

  #readLine(): string {
    const cursor = this.#cursor;
    const from = cursor.at;
    while (!isBreakOrEnd(cursor.code())) cursor.at += 1;
    return cursor.text.slice(from, cursor.at);
  }

  /** Over lines without content, and the next line's indentation, which the first call finds out. */
  #readBreaks(): void {
    const cursor = this.#cursor;
    let widest = 0;
    this.trailing = '';
    this.end = cursor.at;
    for (;;) {
      while ((this.#indent === 0 || cursor.column < this.#indent) && cursor.code() === 0x20) cursor.at += 1;
      widest = Math.max(widest, cursor.column);
      this.#refuseTab();
      const read = cursor.readBreak();
      if (read === '') break;
      this.trailing += read;
      this.end = cursor.at;
    }
    if (this.#indent === 0) this.#indent = Math.max(widest, this.#parentIndent + 1, 1);
  }

  #refuseTab(): void {
    const cursor = this.#cursor;
    if ((this.#indent === 0 || cursor.column < this.#indent) && cursor.code() === 0x09) {
      throw new YamlFailure(
        'invalid',
        'found a tab character where an indentation space is expected',
        cursor.at,
        cursor.at + 1,
      );
    }
  }
}
