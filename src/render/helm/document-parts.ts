/** How Helm takes a text of several YAML documents apart: `releaseutil.SplitManifests`, which is not how YAML does. */
import type { DocumentPart } from './version/types.ts';

/** `---` at the start of a line, whatever follows it: Go's `(?m)^---[ \t]*`. */
const SEPARATOR = /(?<![^\n])---[ \t]*/g;
/** Go's `(?:^|\s*\n)---\s*`, looked for once in each run of blanks. */
const BLANK_SEPARATOR = /(?:^|(?<![\t\n\f\r ])[\t\n\f\r ]*\n)---[\t\n\f\r ]*/g;
/** Go's `unicode.IsSpace`. */
const SPACE = '\\t-\\r \\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000';
const LEADING_SPACE = new RegExp(`^[${SPACE}]+`);
const IS_SPACE = new RegExp(`[${SPACE}]`);

/** Helm 4's: documents without white space before them, empty ones left out. */
export function splitAtLines(text: string): DocumentPart[] {
  const parts: DocumentPart[] = [];
  // Helm trims before it splits, so that `  ---` at the very top is a separator too.
  const start = leadingSpace(text);
  for (const part of split(text.slice(start), SEPARATOR)) {
    const space = leadingSpace(part.text);
    if (space < part.text.length)
      parts.push({ text: part.text.slice(space), offset: start + part.offset + space });
  }
  return parts;
}

/** Helm 3's: blanks around a separator belong to it, so that of two in a row the second is a document's text. */
export function splitAtBlanks(text: string): DocumentPart[] {
  const parts: DocumentPart[] = [];
  const whole = trimmed(text);
  for (const part of split(whole.text, BLANK_SEPARATOR)) {
    if (part.text === '') continue;
    const inner = trimmed(part.text);
    parts.push({ text: inner.text, offset: whole.offset + part.offset + inner.offset });
  }
  return parts;
}

function split(text: string, separator: RegExp): DocumentPart[] {
  const parts: DocumentPart[] = [];
  let from = 0;
  for (const {
    index,
    0: { length },
  } of text.matchAll(separator)) {
    parts.push({ text: text.slice(from, index), offset: from });
    from = index + length;
  }
  parts.push({ text: text.slice(from), offset: from });
  return parts;
}

/** Go's `strings.TrimSpace`. */
export function trimSpace(text: string): string {
  return trimmed(text).text;
}

function trimmed(text: string): DocumentPart {
  const offset = leadingSpace(text);
  let end = text.length;
  while (end > offset && IS_SPACE.test(text[end - 1]!)) end--;
  return { text: text.slice(offset, end), offset };
}

function leadingSpace(text: string): number {
  return LEADING_SPACE.exec(text)?.[0].length ?? 0;
}
