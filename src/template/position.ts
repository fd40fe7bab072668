import { toBytes } from './go-strings.ts';
import type { Source } from './node.ts';

const lineStarts = new WeakMap<Source, number[]>();

function startsOf(source: Source): number[] {
  let starts = lineStarts.get(source);
  if (starts === undefined) {
    starts = [0];
    for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1))
      starts.push(at + 1);
    lineStarts.set(source, starts);
  }
  return starts;
}

/** Line and column of an offset, both from 1, the column in UTF-16 code units; `goColumn` as Go's errors count: bytes from 0. */
export function positionOf(
  source: Source,
  offset: number,
): { line: number; column: number; goColumn: number } {
  const starts = startsOf(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  const start = starts[low]!;
  const goColumn = toBytes(source.text.slice(start, offset)).length;
  return { line: low + 1, column: offset - start + 1, goColumn };
}
