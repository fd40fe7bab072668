import type { Execution } from './execution.ts';

const GUARD_END = 3;
const GUARD_SIZE = 6;

/** At the start of an action of the executed template itself (level 1): what is included in it begins here. */
export function beginAction(run: Execution): void {
  if (run.level === 1) run.actionStart = run.out.length;
}

/** At the end of an action that began at these lengths of output, reads and guards; only those of level 1 are spans. */
export function endAction(
  run: Execution,
  id: number,
  start: number,
  firstRead: number,
  firstGuard: number,
): void {
  if (!run.tracing || run.level !== 1) return;
  const end = run.out.length;
  const { guards, reads } = run;
  run.spans.push(start, end, id, firstRead, reads.length);
  // The guards inside what was included end where the action does.
  for (let at = firstGuard; at < guards.length; at += GUARD_SIZE) guards[at + GUARD_END] = end;
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
