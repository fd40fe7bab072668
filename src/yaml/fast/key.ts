import { plainKey } from '../scalar/key.ts';
import { decline, type Reader } from './reader.ts';
import { readQuoted } from './scalar.ts';

/** Longer keys have rules of their own (1024 characters at most). */
const maxLength = 1000;

/**
 * A key with its colon; undefined, with `at` as before, where a scalar and no key stands here. The cursor is left
 * behind the colon.
 */
export function readKey(reader: Reader): string | undefined {
  const code = reader.code();
  return code === 0x22 || code === 0x27 ? readQuotedKey(reader) : readPlainKey(reader);
}

function readQuotedKey(reader: Reader): string | undefined {
  const { at, lineStart } = reader;
  const key = readQuoted(reader);
  if (reader.code() === 0x3a && reader.isGap(reader.at + 1)) {
    if (reader.lineStart !== lineStart || reader.at - at > maxLength) decline();
    reader.at += 1;
    return key;
  }
  reader.at = at;
  reader.lineStart = lineStart;
  return undefined;
}

function readPlainKey(reader: Reader): string | undefined {
  const { text, at: start } = reader;
  const colon = keyEnd(text, start);
  if (colon === -1) return undefined;
  if (colon === start || colon - start > maxLength || text.charCodeAt(colon - 1) === 0x20) decline();
  reader.at = colon + 1;
  return nameOf(text.slice(start, colon));
}

/** Offset of the colon that ends a plain key; -1 where the line has none. */
function keyEnd(text: string, start: number): number {
  for (let at = start; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x3a || (code > 0x23 && code < 0x3a)) continue;
    if (code === 0x3a) {
      const behind = text.charCodeAt(at + 1);
      if (behind === 0x20 || behind === 0x0a || Number.isNaN(behind)) return at;
      if (behind === 0x09) decline();
    } else if (code === 0x0a || Number.isNaN(code)) return -1;
    else if (code === 0x09) decline();
    else if (code === 0x23 && text.charCodeAt(at - 1) === 0x20) return -1;
  }
}

/** A plain key as a name: `1`, `yes` and their like are no strings. Declines at merge keys, null and `__proto__`. */
export function nameOf(source: string): string {
  if (source === '<<' || source === '__proto__') decline();
  const first = source.charCodeAt(0);
  const isWord = (first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a);
  if (isWord && source.length > 5) return source;
  return plainKey(source) ?? decline();
}
