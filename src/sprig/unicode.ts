/** Go's `unicode` package, as far as the case functions need it: simple mappings, one character to one character. */
const SPACE = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/u;

export function isSpace(character: string): boolean {
  return SPACE.test(character);
}

export function isUpper(character: string): boolean {
  return /^\p{Lu}$/u.test(character);
}

export function isLower(character: string): boolean {
  return /^\p{Ll}$/u.test(character);
}

export function isLetter(character: string): boolean {
  return /^\p{L}$/u.test(character);
}

export function isNumber(character: string): boolean {
  return /^\p{N}$/u.test(character);
}

export function isPunct(character: string): boolean {
  return /^\p{P}$/u.test(character);
}

/** JavaScript maps `ß` to `SS`; Go maps one character to one, or leaves it. */
function single(character: string, mapped: string): string {
  return [...mapped].length === 1 ? mapped : character;
}

export function upperRune(character: string): string {
  return single(character, character.toUpperCase());
}

export function lowerRune(character: string): string {
  return character === 'İ' ? 'i' : single(character, character.toLowerCase());
}

/** The digraphs Dž, Lj, Nj and Dz have a title case of their own, the middle one of three. */
export function titleRune(character: string): string {
  const code = upperRune(character).codePointAt(0)!;
  if (code === 0x1c4 || code === 0x1c7 || code === 0x1ca || code === 0x1f1)
    return String.fromCodePoint(code + 1);
  return /^[\u01c5\u01c8\u01cb\u01f2]$/.test(character) ? character : upperRune(character);
}

export function mapRunes(text: string, mapping: (character: string) => string): string {
  let out = '';
  for (const character of text) out += mapping(character);
  return out;
}
