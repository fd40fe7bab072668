import type { Range } from '../types.ts';
import { clipEnd, displayWidth, graphemes, padStart } from './display-width.ts';
import type { Grapheme } from './display-width.ts';
import type { Paint, Palette } from './palette.ts';
import { visible } from './visible.ts';

const LINES_BEFORE = 2;
const LINES_AFTER = 1;
/** Of a range with more lines than this, only the first ones and the last are shown. */
const RANGE_LINES = 5;
const RANGE_HEAD = 3;
/** Code units around a range that are looked at: a minified file may be one line of megabytes. */
const NEAR = 2_000;
const TAB = '→   ';

export interface FrameStyle {
  readonly width: number;
  readonly paint: Palette;
  readonly mark: Paint;
}

/** A printable piece of a source line: as shown, and the offsets in the line that it stands for. */
type Cell = Grapheme;

/** A text's lines, without their ends; a line ends at `\n`, as YAML parsers and editors count. After the last one is none. */
export function sourceLines(text: string): string[] {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/**
 * The lines around a range with their numbers, the range underlined on its first line; the lines of a longer range
 * carry a bar. Positions outside the text are drawn at its nearest place.
 */
export function codeFrame(lines: readonly string[], range: Range, style: FrameStyle): string[] {
  if (lines.length === 0) return [];
  const first = clamp(range.start.line, 1, lines.length);
  const last = clamp(lastLine(range), first, lines.length);
  const numbers = shownLines(first, last, lines);
  const gutter = String(numbers.at(-1)).length;
  const columns = marked(range, first, last, lines[first - 1]!);
  const view = viewOf(lines[first - 1]!, columns, Math.max(10, style.width - gutter - 3));
  const out: string[] = [];
  let previous: number | undefined;
  for (const number of numbers) {
    if (previous !== undefined && number > previous + 1)
      out.push(style.paint.dim(`${padStart('⋮', gutter)} │`));
    const inside = number >= first && number <= last;
    const bar = inside && last > first ? style.mark('┃') : style.paint.dim('│');
    const text = clipLine(lines[number - 1]!, view.from, view.width);
    const label = padStart(String(number), gutter);
    out.push(`${inside ? label : style.paint.dim(label)} ${bar} ${text}`.trimEnd());
    if (number === first)
      out.push(`${' '.repeat(gutter)} ${bar} ${underline(lines[first - 1]!, columns, view, style.mark)}`);
    previous = number;
  }
  return out;
}

/** A range that ends before the first character of a line ends with the line above. */
function lastLine({ start, end }: Range): number {
  return end.character <= 1 && end.line > start.line ? end.line - 1 : end.line;
}

/** Numbers from 1. Empty lines at the ends of what stands around the range say nothing. */
function shownLines(first: number, last: number, lines: readonly string[]): number[] {
  let from = Math.max(1, first - LINES_BEFORE);
  let to = Math.min(lines.length, last + LINES_AFTER);
  while (from < first && lines[from - 1]!.trim() === '') from += 1;
  while (to > last && lines[to - 1]!.trim() === '') to -= 1;
  const all = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return last - first < RANGE_LINES ? all : all.filter((line) => line < first + RANGE_HEAD || line >= last);
}

/** Offsets from 0 in the range's first line; at least one column. */
function marked(range: Range, first: number, last: number, line: string): { start: number; end: number } {
  const inText = range.start.line === first;
  const start = inText ? clamp(range.start.character - 1, 0, line.length) : 0;
  const end =
    last > first || !inText ? line.trimEnd().length : clamp(range.end.character - 1, start, line.length);
  return { start, end: Math.max(start, end) };
}

interface View {
  /** Offset in every shown line at which it begins. */
  readonly from: number;
  /** Columns for the text. */
  readonly width: number;
}

/** Moves to the right only where the range would not be seen otherwise. */
function viewOf(line: string, { start, end }: { start: number; end: number }, width: number): View {
  const near = line.slice(0, Math.min(line.length, Math.max(start, end) + 1));
  // Less, not equal: the caret of an empty range at the end of the line needs a column too.
  if (near.length <= NEAR && columnsOf(cells(near)) < width) return { from: 0, width };
  const before = cells(line.slice(Math.max(0, start - NEAR), start), Math.max(0, start - NEAR));
  const wanted = columnsOf(cells(line.slice(start, Math.min(end, start + NEAR))));
  let room = Math.max(Math.floor(width / 4), width - wanted - 4);
  let from = start;
  for (const cell of before.reverse()) {
    room -= cell.width;
    if (room < 1) break;
    from = cell.start;
  }
  return { from, width };
}

function clipLine(line: string, from: number, width: number): string {
  const shown = cells(line.slice(from, from + NEAR), from)
    .map((cell) => cell.text)
    .join('');
  const rest = line.length > from + NEAR ? '…' : '';
  return from === 0
    ? clipEnd(shown + rest, width)
    : clipEnd(`…${line.length > from ? shown + rest : ''}`, width);
}

function underline(
  line: string,
  { start, end }: { start: number; end: number },
  view: View,
  mark: Paint,
): string {
  const shown = cells(line.slice(view.from, view.from + NEAR), view.from);
  const ellipsis = view.from === 0 ? 0 : 1;
  const before = columnsOf(shown.filter((cell) => cell.end <= start));
  const under = columnsOf(shown.filter((cell) => cell.end > start && cell.start < end));
  const length = clamp(under, 1, Math.max(1, view.width - before - ellipsis));
  return ' '.repeat(before + ellipsis) + mark('^'.repeat(length));
}

/** Graphemes as they will be printed, at their offsets in the line, of which `text` begins at `offset`. */
function cells(text: string, offset = 0): Cell[] {
  return graphemes(text).map((raw) => cell(raw, raw.start + offset));
}

/** A tab has a fixed width, so that a line that is cut on the left keeps its columns. A byte order mark takes none. */
function cell({ text, width, start, end }: Grapheme, at: number): Cell {
  const shown = text === '\t' ? TAB : text === '\ufeff' && at === 0 ? '' : visible(text);
  return {
    text: shown,
    width: shown === text ? width : displayWidth(shown),
    start: at,
    end: at + end - start,
  };
}

function columnsOf(shown: readonly Grapheme[]): number {
  return shown.reduce((sum, { width }) => sum + width, 0);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
