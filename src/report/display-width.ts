/** How many terminal columns a text takes, and cutting, padding and wrapping by columns. Takes text that `visible` has passed. */

// Tab and DEL are not here on purpose: a text with controls takes the slow way. The summary's own signs are as plain.
const PLAIN = /^[\x20-\x7e\u00a0·✓✗]*$/;
const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[0-9#*]\ufe0f?\u20e3)/u;
const NO_WIDTH = /^[\p{M}\p{Cf}]+$/u;

/** First and last code points of what the Unicode standard's EastAsianWidth.txt calls Wide or Fullwidth, emoji aside. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18d08],
  [0x1aff0, 0x1b2fb],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];

/** Code units of the longest character that people really write: a family emoji has 11, a flag of tags 14. */
const LONGEST = 32;

/** A user-perceived character. `start` and `end` are UTF-16 offsets in the text it came from. */
export interface Grapheme {
  readonly text: string;
  readonly width: number;
  readonly start: number;
  readonly end: number;
}

// Made at first use: it costs milliseconds, and most repositories need none of it.
let segmenter: Intl.Segmenter | undefined;

export function graphemes(text: string): Grapheme[] {
  if (PLAIN.test(text)) {
    return Array.from(text, (character, at) => ({ text: character, width: 1, start: at, end: at + 1 }));
  }
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const shown: Grapheme[] = [];
  for (const { segment, index } of segmenter.segment(text)) {
    if (segment.length > LONGEST) shown.push(...apart(segment, index));
    else
      shown.push({ text: segment, width: graphemeWidth(segment), start: index, end: index + segment.length });
  }
  return shown;
}

/** A tower of accents is one character to Unicode, and a flood to a terminal: each of its parts counts. */
function apart(segment: string, index: number): Grapheme[] {
  let at = index;
  return Array.from(segment, (text) => {
    const start = at;
    at += text.length;
    return { text, width: Math.max(1, graphemeWidth(text)), start, end: at };
  });
}

export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return graphemes(text).reduce((sum, { width }) => sum + width, 0);
}

/** At most `width` columns of the text's beginning, with `…` where something is missing. */
export function clipEnd(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return `${joined(take(graphemes(text), width - 1))}…`;
}

/** At most `width` columns of the text's beginning and end: names of clusters differ in either. */
export function clipMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const all = graphemes(text);
  const head = take(all, Math.ceil((width - 1) / 2));
  const tail = take(all.reverse(), Math.floor((width - 1) / 2)).reverse();
  return `${joined(head)}…${joined(tail)}`;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Breaks at spaces; the first line is shorter by `used` columns (longer, where that is negative). A word too long for a line is left whole, to be copied. */
export function wrap(text: string, width: number, used = 0): string[] {
  const lines: string[] = [];
  let line = '';
  let room = width - used;
  for (const word of text.split(/ +/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > room) {
      lines.push(line);
      line = word;
      room = width;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function joined(shown: readonly Grapheme[]): string {
  return shown.map(({ text }) => text).join('');
}

function take(from: readonly Grapheme[], width: number): Grapheme[] {
  let used = 0;
  const end = from.findIndex((one) => (used += one.width) > width);
  return from.slice(0, end < 0 ? from.length : end);
}

function graphemeWidth(grapheme: string): number {
  if (NO_WIDTH.test(grapheme)) return 0;
  if (EMOJI.test(grapheme)) return 2;
  const code = grapheme.codePointAt(0)!;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
