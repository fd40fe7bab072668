import { GUARD, SPAN, type TraceLog, type TraceNode } from '../template/trace-log.ts';
import type { FieldPath } from '../types.ts';

/** Something that decided a piece of output: the template's node, and what it read, as keys from the root. */
export interface Decision {
  readonly node: TraceNode;
  readonly reads: readonly FieldPath[];
}

/** An action that wrote output, with the guards that it ran into in what it included. */
export interface Writer extends Decision {
  readonly start: number;
  readonly end: number;
  /** What only guards read. */
  readonly decides: readonly Guard[];
}

export interface Guard extends Decision {
  /** 0 then, 1 else, -1 neither. */
  readonly branch: number;
  readonly start: number;
  readonly end: number;
}

function pathsOf(log: TraceLog, ids: Iterable<number>): FieldPath[] {
  return [...new Set(ids)].map((id) => log.paths.keys(id)).filter((keys) => keys.length > 0);
}

/** The actions that wrote any of the output between `start` and `end`, and those that wrote nothing there. */
export function writersOf(log: TraceLog, start: number, end: number): Writer[] {
  const found: Writer[] = [];
  const { spans } = log;
  for (let at = 0; at < spans.length; at += SPAN) {
    const from = spans[at]!;
    const to = spans[at + 1]!;
    const isIn = from === to ? from >= start && from <= end : from < end && to > start;
    if (isIn) found.push(writerAt(log, at));
  }
  return found;
}

function writerAt(log: TraceLog, at: number): Writer {
  const [start, end, node, first, last] = log.spans.slice(at, at + SPAN) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const decides: Guard[] = [];
  const guarded = new Set<number>();
  for (let each = 0; each < log.guards.length; each += GUARD) {
    const from = log.guards[each + 4]!;
    const to = log.guards[each + 5]!;
    if (from < first || to > last || (from === to && from === last)) continue;
    decides.push(guardAt(log, each));
    for (let read = from; read < to; read++) guarded.add(read);
  }
  const printed: number[] = [];
  for (let read = first; read < last; read++) if (!guarded.has(read)) printed.push(log.reads[read]!);
  return { node: log.nodes[node]!, reads: pathsOf(log, printed), start, end, decides };
}

function guardAt(log: TraceLog, at: number): Guard {
  const [node, branch, start, end, first, last] = log.guards.slice(at, at + GUARD) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { node: log.nodes[node]!, branch, start, end, reads: pathsOf(log, log.reads.slice(first, last)) };
}

function guardsWhere(log: TraceLog, wanted: (at: number) => boolean): Guard[] {
  const found: Guard[] = [];
  for (let at = 0; at < log.guards.length; at += GUARD) if (wanted(at)) found.push(guardAt(log, at));
  return found;
}

/** The guards that let the output between `start` and `end` be printed, innermost first. */
export function guardsAround(log: TraceLog, start: number, end: number): Guard[] {
  const { guards } = log;
  const around = guardsWhere(
    log,
    (at) =>
      guards[at + 1]! >= 0 &&
      guards[at + 2]! <= start &&
      guards[at + 3]! >= end &&
      guards[at + 2]! < guards[at + 3]!,
  );
  return around.toSorted((a, b) => a.end - a.start - (b.end - b.start));
}

/** The guards that were evaluated in the output between `start` and `end`, in order of evaluation. */
export function guardsIn(log: TraceLog, start: number, end: number): Guard[] {
  return guardsWhere(log, (at) => log.guards[at + 2]! <= end && log.guards[at + 3]! >= start);
}

/**
 * The guards that kept a branch from printing whose literal text satisfies `wanted`, in order of evaluation. One that read
 * nothing looked at what loops before it had collected: it stands for what they went over.
 */
export function guardsThatHid(log: TraceLog, wanted: (text: string) => boolean): Guard[] {
  const found: Guard[] = [];
  for (let at = 0; at < log.guards.length; at += GUARD) {
    const node = log.nodes[log.guards[at]!]!;
    const branch = log.guards[at + 1]!;
    const hid =
      (branch !== 0 && wanted(branchText(log, node, 0))) ||
      (branch === 0 && wanted(branchText(log, node, 1)));
    if (!hid) continue;
    const guard = guardAt(log, at);
    found.push(guard.reads.length > 0 ? guard : { ...guard, reads: loopReads(log, at) });
  }
  return found;
}

const MOST_BEFORE = 64;

/** What the `range`s above a guard in its file went over, as far as they were evaluated shortly before it. */
function loopReads(log: TraceLog, guard: number): FieldPath[] {
  const { template, line } = log.nodes[log.guards[guard]!]!;
  const reads = new Map<string, FieldPath>();
  for (let at = Math.max(guard - MOST_BEFORE * GUARD, 0); at < guard; at += GUARD) {
    const node = log.nodes[log.guards[at]!]!;
    if (node.template !== template || node.line >= line || !/^range\b/.test(node.source)) continue;
    for (const keys of guardAt(log, at).reads) reads.set(JSON.stringify(keys), keys);
  }
  return [...reads.values()];
}

/** The literal text of a guard's branch, with that of the templates that it includes. */
export function branchText(log: TraceLog, node: TraceNode, branch: 0 | 1): string {
  const own = node.branches?.[branch] ?? '';
  const included = node.includes?.[branch] ?? [];
  return included.length === 0 ? own : own + included.map((name) => log.textOf(name)).join('');
}

/** Everything that was read, each once. */
export function allReads(log: TraceLog): FieldPath[] {
  return pathsOf(log, log.reads);
}
