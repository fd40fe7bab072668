import { GUARD, type TraceLog } from '../template/trace-log.ts';
import type { FieldPath } from '../types.ts';

/** What templates read of the values, as paths below `.Values`; `[]` is all of them. */
export interface ValueReads {
  /** Printed, gone over, handed on: whatever is below was read as well. */
  readonly whole: readonly FieldPath[];
  /** Only looked at by an `if` or a `with`. */
  readonly tested: readonly FieldPath[];
}

/** Everything that was read of the values, each path once in a log. */
export function valueReads(logs: readonly TraceLog[]): ValueReads {
  const [whole, tested]: [FieldPath[], FieldPath[]] = [[], []];
  for (const log of logs) {
    const isTest = testsOf(log);
    const used = new Set(log.reads.filter((_, at) => !isTest.has(at)));
    for (const id of new Set(log.reads)) {
      const [top, ...path] = log.paths.keys(id);
      if (top === 'Values') (used.has(id) ? whole : tested).push(path);
    }
  }
  return { whole, tested };
}

/** Places among the reads of those that an `if` or a `with` made. */
function testsOf({ guards, nodes }: TraceLog): Set<number> {
  const tests = new Set<number>();
  for (let at = 0; at < guards.length; at += GUARD) {
    if (/^range\b/.test(nodes[guards[at]!]!.source)) continue;
    for (let read = guards[at + 4]!; read < guards[at + 5]!; read++) tests.add(read);
  }
  return tests;
}
