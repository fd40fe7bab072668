import { toBytes } from '../go-strings.ts';
import { isPrint } from '../quote.ts';

const HTML: ReadonlyMap<string, string> = new Map([
  ['\0', '\ufffd'],
  ['"', '&#34;'],
  ["'", '&#39;'],
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

export function escapeHtml(text: string): string {
  return text.replace(/[\0"'&<>]/g, (char) => HTML.get(char)!);
}

const JS: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ["'", "\\'"],
  ['"', '\\"'],
  ['<', '\\u003C'],
  ['>', '\\u003E'],
  ['&', '\\u0026'],
  ['=', '\\u003D'],
]);

/** A character above U+FFFF that has to be escaped gets more than four digits, as in Go. */
export function escapeJs(text: string): string {
  return text.replace(/[\p{Cc}\\'"<>&=]|[\u{80}-\u{10ffff}]/gu, (char) => {
    const known = JS.get(char);
    if (known !== undefined) return known;
    if (char === '\x7f' || (char > '\x7f' && isPrint(char))) return char;
    const code = char.codePointAt(0)!;
    const rune = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
    return '\\u' + rune.toString(16).toUpperCase().padStart(4, '0');
  });
}

/** Go's url.QueryEscape. */
export function escapeQuery(text: string): string {
  let out = '';
  for (const byte of toBytes(text)) {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9\-_.~]/.test(char)) out += char;
    else if (char === ' ') out += '+';
    else out += '%' + byte.toString(16).toUpperCase().padStart(2, '0');
  }
  return out;
}
