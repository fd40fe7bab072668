/**
 * Go strings are bytes. Here a string is UTF-16 text in which a byte that is not UTF-8 stands as a lone surrogate
 * U+DC80–U+DCFF; these functions give Go's view of it.
 */
const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ASCII = /^[\0-\x7f]*$/;
const BEYOND_BMP_ORDER = /[\ud800-\uffff]/;

export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

function isRawByte(code: number): boolean {
  return code >= 0xdc80 && code <= 0xdcff;
}

/** The bytes that Go would hold. */
export function toBytes(text: string): Uint8Array {
  if (text.isWellFormed()) return encoder.encode(text);
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (isRawByte(code)) bytes.push(code - 0xdc00);
    else bytes.push(...encoder.encode(char));
  }
  return Uint8Array.from(bytes);
}

/** The text for Go's bytes; a byte that is not part of UTF-8 becomes a lone surrogate. */
export function fromBytes(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return decodeLossless(bytes);
  }
}

function decodeLossless(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const [code, width] = decodeRune(bytes, at);
    text += code === -1 ? String.fromCharCode(0xdc00 + bytes[at]!) : String.fromCodePoint(code);
    at += width;
  }
  return text;
}

/** One rune of UTF-8 as [code point, width]; [-1, 1] where the bytes are not UTF-8. */
function decodeRune(bytes: Uint8Array, at: number): [number, number] {
  const first = bytes[at]!;
  if (first < 0x80) return [first, 1];
  const width = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return [-1, 1];
  let code = first & (0xff >> (width + 1));
  for (let i = 1; i < width; i++) {
    const next = bytes[at + i];
    if (next === undefined || (next & 0xc0) !== 0x80) return [-1, 1];
    code = (code << 6) | (next & 0x3f);
  }
  const least = width === 4 ? 0x10000 : width === 3 ? 0x800 : 0x80;
  const valid = code >= least && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return valid ? [code, width] : [-1, 1];
}

/** `len(s)` in Go. */
export function byteLength(text: string): number {
  return isAscii(text) ? text.length : toBytes(text).length;
}

/** Go's order of strings, which is by bytes: differs from JavaScript's only above U+D7FF. */
export function compareStrings(a: string, b: string): number {
  if (!BEYOND_BMP_ORDER.test(a) && !BEYOND_BMP_ORDER.test(b)) return a < b ? -1 : a > b ? 1 : 0;
  const left = toBytes(a);
  const right = toBytes(b);
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) if (left[i] !== right[i]) return left[i]! - right[i]!;
  return left.length - right.length;
}

/** The keys of a map in the order in which Go prints and ranges over them. */
export function sortedKeys(map: object): string[] {
  const keys = Object.keys(map);
  if (keys.length < 2) return keys;
  return keys.some((key) => BEYOND_BMP_ORDER.test(key)) ? keys.sort(compareStrings) : keys.sort();
}

export function runeCount(text: string): number {
  if (isAscii(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}
