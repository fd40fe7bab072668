import { isPrint } from './quote.ts';

/** Go's `%#U` of a rune: `U+0040 '@'`. */
export function formatCodePoint(char: string): string {
  const code = char.codePointAt(0)!;
  // A byte that is not UTF-8 is U+FFFD to Go.
  if (code >= 0xd800 && code <= 0xdfff) return "U+FFFD '\ufffd'";
  const hex = code.toString(16).toUpperCase().padStart(4, '0');
  return isPrint(char) ? `U+${hex} '${char}'` : `U+${hex}`;
}
