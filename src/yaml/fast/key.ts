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

/** The keys of a fleet are few: one found here need not be cut out, resolved and made an internal string again. */
const known: { readonly source: string; readonly name: string }[] = [];
const knownSize = 2048;

function readPlainKey(reader: Reader): string | undefined {
  const { text, at: start } = reader;
  let hash = 0;
  for (let at = start; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 0x3a && (code >= 0x3a || code <= 0x23)) {
      if (code === 0x3a && isGapBehind(text, at)) return nameBetween(reader, at, hash);
      if (code === 0x0a || (code === 0x23 && text.charCodeAt(at - 1) === 0x20)) return undefined;
      if (code === 0x09) decline();
    } else if (Number.isNaN(code)) return undefined;
    hash = (Math.imul(hash, 31) + code) | 0;
  }
}

function isGapBehind(text: string, colon: number): boolean {
  const behind = text.charCodeAt(colon + 1);
  if (behind === 0x09) decline();
  return behind === 0x20 || behind === 0x0a || Number.isNaN(behind);
}

function nameBetween(reader: Reader, colon: number, hash: number): string {
  const { text, at: start } = reader;
  const length = colon - start;
  if (length === 0 || length > maxLength || text.charCodeAt(colon - 1) === 0x20) decline();
  reader.at = colon + 1;
  const slot = hash & (knownSize - 1);
  const found = known[slot];
  if (found !== undefined && found.source.length === length && text.startsWith(found.source, start))
    return found.name;
  const source = text.slice(start, colon);
  const name = nameOf(source);
  known[slot] = { source, name };
  return name;
}

/** A plain key as a name: `1`, `yes` and their like are no strings. Declines at merge keys and null. */
export function nameOf(source: string): string {
  if (source === '<<') decline();
  const first = source.charCodeAt(0);
  const isWord = (first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a);
  if (isWord && source.length > 5) return source;
  return plainKey(source) ?? decline();
}
