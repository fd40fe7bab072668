import { fromBytes, toBytes } from './go-strings.ts';

const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
const SIMPLE = /^[ !#-[\]-~]*$/;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

/** Go's unicode.IsPrint. */
export function isPrint(char: string): boolean {
  return PRINTABLE.test(char);
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

function quoteRune(char: string, quote: string, ascii: boolean): string {
  const code = char.codePointAt(0)!;
  if (char === quote || char === '\\') return '\\' + char;
  if (code >= 0xdc80 && code <= 0xdcff) return '\\x' + hex(code - 0xdc00, 2);
  if (ascii ? code < 0x7f && code >= 0x20 : isPrint(char)) return char;
  const escape = ESCAPES.get(char);
  if (escape !== undefined) return escape;
  if (code < 0x20 || code === 0x7f) return '\\x' + hex(code, 2);
  return code < 0x10000 ? '\\u' + hex(code, 4) : '\\U' + hex(code, 8);
}

/** Go's strconv.Quote, or QuoteToASCII with `ascii`. */
export function quote(text: string, ascii = false): string {
  if (SIMPLE.test(text)) return `"${text}"`;
  let out = '"';
  for (const char of text) out += quoteRune(char, '"', ascii);
  return out + '"';
}

/** Go's strconv.QuoteRune; `code` is replaced by U+FFFD where it is no rune. */
export function quoteChar(code: number, ascii = false): string {
  const valid = code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return `'${quoteRune(String.fromCodePoint(valid ? code : 0xfffd), "'", ascii)}'`;
}

function isControl(char: string): boolean {
  return (char < ' ' && char !== '\t') || char === '\x7f';
}

/** Go's strconv.CanBackquote. */
export function canBackquote(text: string): boolean {
  if (!text.isWellFormed()) return false;
  for (const char of text) if (char === '`' || char === '\ufeff' || isControl(char)) return false;
  return true;
}

const SINGLE: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
  ['\\', 92],
]);
const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** One character of a quoted literal: its code (a byte where `byte`), and where the next one begins; undefined where it is invalid. */
export interface UnquotedChar {
  readonly code: number;
  readonly byte: boolean;
  readonly next: number;
}

/** Go's strconv.UnquoteChar at `at` of `text`. */
export function unquoteChar(text: string, at: number, quote: string): UnquotedChar | undefined {
  const code = text.codePointAt(at);
  if (code === undefined || text[at] === quote) return undefined;
  if (text[at] !== '\\') return { code, byte: false, next: at + (code > 0xffff ? 2 : 1) };
  const letter = text[at + 1] ?? '';
  const digits = HEX_DIGITS.get(letter);
  if (digits !== undefined) return hexChar(text, at + 2, digits, letter === 'x');
  if (letter >= '0' && letter <= '7') return octalChar(text, at + 1);
  if (letter === "'" || letter === '"') {
    return letter === quote ? { code: letter.charCodeAt(0), byte: false, next: at + 2 } : undefined;
  }
  const single = SINGLE.get(letter);
  return single === undefined ? undefined : { code: single, byte: false, next: at + 2 };
}

function hexChar(text: string, at: number, digits: number, byte: boolean): UnquotedChar | undefined {
  const part = text.slice(at, at + digits);
  if (part.length < digits || !/^[0-9a-fA-F]+$/.test(part)) return undefined;
  const code = Number.parseInt(part, 16);
  if (!byte && (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))) return undefined;
  return { code, byte, next: at + digits };
}

function octalChar(text: string, at: number): UnquotedChar | undefined {
  const part = text.slice(at, at + 3);
  if (!/^[0-7]{3}$/.test(part)) return undefined;
  const code = Number.parseInt(part, 8);
  return code > 255 ? undefined : { code, byte: true, next: at + 3 };
}

/** Go's strconv.Unquote of a double-quoted or raw literal, quotes included; undefined for "invalid syntax". */
export function unquote(literal: string): string | undefined {
  const mark = literal[0];
  if (literal.length < 2 || mark !== literal.at(-1)) return undefined;
  const body = literal.slice(1, -1);
  if (mark === '`') return body.includes('`') ? undefined : body.replaceAll('\r', '');
  if (mark !== '"' || body.includes('\n')) return undefined;
  return body.includes('\\') || body.includes('"') ? unquoteBody(body) : body;
}

function unquoteBody(body: string): string | undefined {
  let bytes: number[] | undefined;
  let text = '';
  for (let at = 0; at < body.length;) {
    const char = unquoteChar(body, at, '"');
    if (char === undefined) return undefined;
    at = char.next;
    if (char.byte && char.code >= 0x80) (bytes ??= []).push(...toBytes(text), char.code);
    else if (bytes !== undefined) bytes.push(...toBytes(String.fromCodePoint(char.code)));
    else {
      text += String.fromCodePoint(char.code);
      continue;
    }
    text = '';
  }
  return bytes === undefined ? text : bytesToText(bytes);
}

function bytesToText(bytes: number[]): string {
  return fromBytes(Uint8Array.from(bytes));
}
