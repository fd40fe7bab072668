import { GUARD, SPAN } from '../../template/trace-log.ts';
import type { TraceLog } from '../../template/trace-log.ts';

const NO_VALUE = '<no value>';

/**
 * Helm removes every `<no value>` that Go prints for a missing key from what a template printed. The log's offsets move
 * along.
 */
export function withoutNoValue(
  output: string,
  log: TraceLog,
): { readonly text: string; readonly log: TraceLog } {
  if (!output.includes(NO_VALUE)) return { text: output, log };
  const removed = positions(output);
  const shift = (offset: number): number => offset - removedBefore(removed, offset);
  return {
    text: output.replaceAll(NO_VALUE, ''),
    log: log.with((records) => ({
      ...records,
      spans: shifted(records.spans, SPAN, [0, 1], shift),
      guards: shifted(records.guards, GUARD, [2, 3], shift),
    })),
  };
}

function positions(output: string): number[] {
  const found: number[] = [];
  for (let at = output.indexOf(NO_VALUE); at >= 0; at = output.indexOf(NO_VALUE, at + NO_VALUE.length))
    found.push(at);
  return found;
}

/** Characters removed before `offset`; an offset inside a removed text falls on its start. */
function removedBefore(removed: readonly number[], offset: number): number {
  let total = 0;
  for (const at of removed) {
    if (at >= offset) break;
    total += Math.min(NO_VALUE.length, offset - at);
  }
  return total;
}

function shifted(
  records: readonly number[],
  size: number,
  columns: readonly number[],
  shift: (offset: number) => number,
): number[] {
  return records.map((value, index) => (columns.includes(index % size) ? shift(value) : value));
}
