import { GUARD, SPAN, type TraceLog, type TraceNode } from '../template/trace-log.ts';

/** Something that decided a piece of output: the template's node, and the value paths that it read, as keys from the root. */
export interface Decision {
  readonly node: TraceNode;
  readonly reads: readonly (readonly (string | number)[])[];
}

function readsBetween(log: TraceLog, first: number, end: number): (string | number)[][] {
  const ids = new Set(log.reads.slice(first, end));
  return [...ids].map((id) => log.paths.keys(id)).filter((keys) => keys.length > 0);
}

/** The actions that wrote any of the output between `start` and `end`. */
export function writersOf(log: TraceLog, start: number, end: number): Decision[] {
  const found: Decision[] = [];
  for (let at = 0; at < log.spans.length; at += SPAN) {
    const [from, to, node, first, last] = log.spans.slice(at, at + SPAN) as [
      number,
      number,
      number,
      number,
      number,
    ];
    if (from < end && to > start)
      found.push({ node: log.nodes[node]!, reads: readsBetween(log, first, last) });
  }
  return found;
}

function guardAt(log: TraceLog, at: number): Decision & { branch: number; start: number; end: number } {
  const [node, branch, start, end, first, last] = log.guards.slice(at, at + GUARD) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { node: log.nodes[node]!, branch, start, end, reads: readsBetween(log, first, last) };
}

/** The guards that let the output between `start` and `end` be printed, innermost first. */
export function guardsAround(log: TraceLog, start: number, end: number): Decision[] {
  const found: ReturnType<typeof guardAt>[] = [];
  for (let at = 0; at < log.guards.length; at += GUARD) {
    const guard = guardAt(log, at);
    if (guard.branch >= 0 && guard.start <= start && guard.end >= end && guard.start < guard.end)
      found.push(guard);
  }
  return found.toSorted((a, b) => a.end - a.start - (b.end - b.start));
}

/** The guards that kept a branch from printing whose literal text satisfies `wanted`, in order of evaluation. */
export function guardsThatHid(log: TraceLog, wanted: (text: string) => boolean): Decision[] {
  const found: Decision[] = [];
  for (let at = 0; at < log.guards.length; at += GUARD) {
    const guard = guardAt(log, at);
    const [then, otherwise] = guard.node.branches ?? ['', ''];
    if ((guard.branch !== 0 && wanted(then)) || (guard.branch === 0 && wanted(otherwise))) found.push(guard);
  }
  return found;
}
