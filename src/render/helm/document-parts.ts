/** How Helm takes a text of several YAML documents apart: `releaseutil.SplitManifests`, which is not how YAML does. */
import type { DocumentPart } from './version/types.ts';

/** `---` at the start of a line, whatever follows it: Go's `(?m)^---[ \t]*`. */
const SEPARATOR = /(?<![^\n])---[ \t]*/g;
/** Go's `\s`. */
const BLANKS = '\t\n\f\r ';
/** Go's `unicode.IsSpace`. */
const SPACE = '\\t-\\r \\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000';
const LEADING_SPACE = new RegExp(`^[${SPACE}]+`);
const IS_SPACE = new RegExp(`[${SPACE}]`);

/** Helm 4's: documents without white space before them, empty ones left out. */
export function splitAtLines(text: string): DocumentPart[] {
  const parts: DocumentPart[] = [];
  // Helm trims before it splits, so that `  ---` at the very top is a separator too.
  const start = leadingSpace(text);
  const body = text.slice(start);
  for (const part of between(body, atLines(body))) {
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
  for (const part of between(whole.text, atBlanks(whole.text))) {
    if (part.text === '') continue;
    const inner = trimmed(part.text);
    parts.push({ text: inner.text, offset: whole.offset + part.offset + inner.offset });
  }
  return parts;
}

type Separator = readonly [start: number, end: number];

function* atLines(text: string): Generator<Separator> {
  for (const { index, 0: found } of text.matchAll(SEPARATOR)) yield [index, index + found.length];
}

/** Go's `(?:^|\s*\n)---\s*`, without a regular expression that would go back over each blank. */
function* atBlanks(text: string): Generator<Separator> {
  let from = 0;
  if (text.startsWith('---')) yield [0, (from = blanksEnd(text, 3))];
  for (let at = text.indexOf('\n---', from); at >= 0; at = text.indexOf('\n---', from)) {
    let start = at;
    while (start > from && BLANKS.includes(text[start - 1]!)) start--;
    yield [start, (from = blanksEnd(text, at + 4))];
  }
}

function blanksEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && BLANKS.includes(text[end]!)) end++;
  return end;
}

function* between(text: string, separators: Iterable<Separator>): Generator<DocumentPart> {
  let from = 0;
  for (const [start, end] of separators) {
    yield { text: text.slice(from, start), offset: from };
    from = end;
  }
  yield { text: text.slice(from), offset: from };
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
