import type { Execution } from './execution.ts';

/** Where an action began. */
export interface Mark {
  start: number;
  firstRead: number;
  firstGuard: number;
}

const GUARD_END = 3;
const GUARD_SIZE = 6;
const NOWHERE: Mark = { start: 0, firstRead: 0, firstGuard: 0 };

/** At the start of an action; only those of the executed template itself (level 1) are spans. */
export function beginAction(run: Execution): Mark {
  if (!run.tracing) return NOWHERE;
  const start = run.out.length;
  if (run.level === 1) run.actionStart = start;
  return { start, firstRead: run.reads.length, firstGuard: run.guards.length };
}

export function endAction(run: Execution, mark: Mark, id: number): void {
  if (!run.tracing || run.level !== 1) return;
  const end = run.out.length;
  run.spans.push(mark.start, end, id, mark.firstRead, run.reads.length);
  // The guards inside what was included end where the action does.
  const { guards } = run;
  for (let at = mark.firstGuard; at < guards.length; at += GUARD_SIZE) guards[at + GUARD_END] = end;
}

/** Records a guard that has been decided; answers where, or -1. */
export function beginGuard(run: Execution, id: number, branch: number, firstRead: number): number {
  if (!run.tracing) return -1;
  const start = run.level === 1 ? run.out.length : run.actionStart;
  return run.guards.push(id, branch, start, start, firstRead, run.reads.length) - GUARD_SIZE;
}

export function endGuard(run: Execution, guard: number): void {
  if (guard >= 0 && run.level === 1) run.guards[guard + GUARD_END] = run.out.length;
}
