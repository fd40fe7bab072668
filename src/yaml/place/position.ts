import type { Position, Range } from '../../types.ts';
import { Recent } from './recent.ts';

const lineStarts = new Recent<readonly number[]>(32);

/** The place of a UTF-16 offset, both counted from 1. Offsets outside the text are moved to its ends. */
export function positionAt(text: string, offset: number): Position {
  const starts = lineStarts.get(text, findLineStarts);
  const inside = Math.min(Math.max(offset, 0), text.length);
  const line = lastAtOrBefore(starts, inside);
  return { line: line + 1, character: inside - (starts[line] ?? 0) + 1 };
}

/** The range of `text.slice(start, end)`. */
export function offsetRange(text: string, start: number, end: number): Range {
  return { start: positionAt(text, start), end: positionAt(text, Math.max(start, end)) };
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
