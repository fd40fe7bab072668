import { isPrint } from './quote.ts';

/** Go's `%#U` of a rune: `U+0040 '@'`. */
export function formatCodePoint(char: string): string {
  const hex = char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return isPrint(char) ? `U+${hex} '${char}'` : `U+${hex}`;
}
