/**
 * Go strings are bytes, ours are UTF-16. A byte that is not part of valid UTF-8 is kept as a lone surrogate
 * U+DC80–U+DCFF, so that text cut in the middle of a character survives until it is joined again.
 */
// eslint-disable-next-line no-control-regex -- the whole of ASCII is meant, controls included
const ASCII = /^[\u0000-\u007f]*$/;
const RAW_BYTE = /[\udc80-\udcff]/u;
const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/** True unless the text holds a byte that is not UTF-8. */
export function isValidUtf8(text: string): boolean {
  return !RAW_BYTE.test(text);
}

/** The text as Go would hold it. */
export function toBytes(text: string): Uint8Array {
  if (!RAW_BYTE.test(text)) return encoder.encode(text);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
    else bytes.push(...encoder.encode(character));
  }
  return Uint8Array.from(bytes);
}

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
    const length = sequenceLength(bytes[at]!);
    const part = decodePart(bytes, at, length);
    text += part ?? String.fromCodePoint(0xdc00 + bytes[at]!);
    at += part === undefined ? 1 : length;
  }
  return text;
}

function decodePart(bytes: Uint8Array, at: number, length: number): string | undefined {
  if (length === 0 || at + length > bytes.length) return undefined;
  try {
    return strict.decode(bytes.subarray(at, at + length));
  } catch {
    return undefined;
  }
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

/** Go's `len` of a string. */
export function byteLength(text: string): number {
  return isAscii(text) ? text.length : toBytes(text).length;
}

/** Go's `text[start:end]`, with its panic. */
export function sliceBytes(text: string, start: number, end?: number): string {
  const length = byteLength(text);
  const stop = end ?? length;
  if (stop < 0 || stop > length)
    throw new Error(
      `runtime error: slice bounds out of range [:${stop}]${stop < 0 ? '' : ` with length ${length}`}`,
    );
  if (start < 0) throw new Error(`runtime error: slice bounds out of range [${start}:]`);
  if (start > stop) throw new Error(`runtime error: slice bounds out of range [${start}:${stop}]`);
  if (length === text.length) return text.slice(start, stop);
  return fromBytes(toBytes(text).subarray(start, stop));
}

/** UTF-16 order is byte order unless one of the texts goes beyond U+D7FF. */
const BEYOND = /[\ud800-\uffff]/;

/** Byte order, which is what Go's `<` on strings and `sort.Strings` use. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  if (!BEYOND.test(a) && !BEYOND.test(b)) return a < b ? -1 : 1;
  return Buffer.compare(toBytes(a), toBytes(b));
}

/** The keys of a map in the order in which Go prints them and JSON writes them. */
export function sortedKeys(map: object): string[] {
  const keys = Object.keys(map);
  if (keys.length < 2) return keys;
  return keys.some((key) => BEYOND.test(key)) ? keys.sort(compareBytes) : keys.sort();
}
