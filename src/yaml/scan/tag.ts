import { YamlFailure } from '../failure.ts';
import { isBlank, isBlankOrEnd, isBreakOrEnd, isWord } from './character.ts';
import type { Cursor } from './cursor.ts';
import { type Token, token } from './token.ts';

/** `!<uri>`, `!suffix`, `!handle!suffix` or a lone `!`. */
export function scanTag(cursor: Cursor): Token {
  const start = cursor.at;
  const { handle, suffix } =
    cursor.code(1) === 0x3c ? readVerbatim(cursor, start) : readShorthand(cursor, start);
  if (!isBlankOrEnd(cursor.code()))
    throw failAt(cursor, 'did not find expected whitespace or line break behind a tag');
  return token('tag', start, cursor.at, handle, suffix);
}

interface Tag {
  readonly handle: string;
  readonly suffix: string;
}

function readVerbatim(cursor: Cursor, start: number): Tag {
  cursor.at += 2;
  const suffix = readUri(cursor, start, '');
  if (cursor.code() !== 0x3e) throw failAt(cursor, "did not find the expected '>' of a tag");
  cursor.at += 1;
  return { handle: '', suffix };
}

function readShorthand(cursor: Cursor, start: number): Tag {
  const handle = readHandle(cursor, start);
  if (handle.length > 1 && handle.endsWith('!')) return { handle, suffix: readUri(cursor, start, '') };
  const suffix = readUri(cursor, start, handle);
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix };
}

function readHandle(cursor: Cursor, start: number): string {
  if (cursor.code() !== 0x21)
    throw new YamlFailure('invalid', "did not find expected '!' of a tag", start, cursor.at + 1);
  const from = cursor.at;
  cursor.at += 1;
  while (isWord(cursor.code())) cursor.at += 1;
  if (cursor.code() === 0x21) cursor.at += 1;
  return cursor.text.slice(from, cursor.at);
}

const uri = /(?:[-\w;/?:@&=+$,.!~*'()[\]]|%[0-9a-fA-F]{2})*/y;

/** The rest of a tag; `head` is what stands before it and was read as a handle. */
function readUri(cursor: Cursor, start: number, head: string): string {
  uri.lastIndex = cursor.at;
  const written = uri.exec(cursor.text)?.[0] ?? '';
  cursor.at += written.length;
  if (cursor.code() === 0x25) throw failAt(cursor, 'did not find URI escaped octet in a tag');
  if (written === '' && head === '')
    throw new YamlFailure('invalid', 'did not find expected tag URI', start, cursor.at);
  return head.slice(1) + unescape(written, start, cursor.at);
}

function unescape(written: string, start: number, end: number): string {
  if (!written.includes('%')) return written;
  try {
    return decodeURIComponent(written);
  } catch {
    throw new YamlFailure('invalid', 'found an incorrect UTF-8 octet in a tag', start, end);
  }
}

/** `%YAML 1.1` or `%TAG handle prefix`; the cursor stands on the `%`. */
export function scanDirective(cursor: Cursor): Token {
  const start = cursor.at;
  cursor.at += 1;
  const name = readDirectiveName(cursor, start);
  const [type, value, suffix] =
    name === 'YAML' ? readVersion(cursor, start) : readTagDirective(cursor, start, name);
  const end = cursor.at;
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.code()))
    throw failAt(cursor, 'did not find expected comment or line break behind a directive');
  cursor.readBreak();
  return token(type, start, end, value, suffix);
}

function readDirectiveName(cursor: Cursor, start: number): string {
  const from = cursor.at;
  while (isWord(cursor.code())) cursor.at += 1;
  if (cursor.at === from)
    throw new YamlFailure('invalid', 'could not find expected directive name', start, start + 1);
  if (!isBlankOrEnd(cursor.code()))
    throw failAt(cursor, 'found unexpected non-alphabetical character in a directive');
  return cursor.text.slice(from, cursor.at);
}

const version = /[0-9]{1,2}\.[0-9]{1,2}(?![0-9])/y;

function readVersion(cursor: Cursor, start: number): ['version-directive', string, string] {
  cursor.skipBlanks();
  version.lastIndex = cursor.at;
  const found = version.exec(cursor.text)?.[0];
  if (found === undefined) {
    throw new YamlFailure(
      'invalid',
      'did not find expected version number in a %YAML directive',
      start,
      cursor.at,
    );
  }
  cursor.at += found.length;
  return ['version-directive', found, ''];
}

function readTagDirective(cursor: Cursor, start: number, name: string): ['tag-directive', string, string] {
  if (name !== 'TAG') throw new YamlFailure('invalid', 'found unknown directive name', start, cursor.at);
  cursor.skipBlanks();
  const handle = readHandle(cursor, start);
  if (handle.length > 1 && !handle.endsWith('!'))
    throw failAt(cursor, "did not find expected '!' in a %TAG directive");
  if (!isBlank(cursor.code())) throw failAt(cursor, 'did not find expected whitespace in a %TAG directive');
  cursor.skipBlanks();
  const prefix = readUri(cursor, start, '');
  if (!isBlankOrEnd(cursor.code()))
    throw failAt(cursor, 'did not find expected whitespace or line break in a %TAG directive');
  return ['tag-directive', handle, prefix];
}

function failAt(cursor: Cursor, message: string): YamlFailure {
  return new YamlFailure('invalid', message, cursor.at, cursor.at + 1);
}
