import { nearestInOrigin } from '../trace/index.ts';
import type { FieldPath, Found, Gap, Origin, Problem, Severity } from '../types.ts';

/** Problems and gaps of this stage, with their places. */
export class Notices {
  readonly problems: Problem[] = [];
  readonly gaps: Gap[] = [];

  problem(ruleId: string, message: string, origin: Origin, path: FieldPath = [], severity?: Severity): void {
    const problem = { ruleId, message, location: nearestInOrigin(origin, path) };
    this.problems.push(severity === undefined ? problem : { ...problem, severity });
  }

  /** The same wherever it comes up, and told once. */
  shared(ruleId: string, message: string, origin: Origin, path: FieldPath): void {
    this.problems.push({ ruleId, message, location: nearestInOrigin(origin, path), anywhere: true });
  }

  gap(what: string, reason: string, origin: Origin, path: FieldPath = []): void {
    this.gaps.push({ what, reason, location: nearestInOrigin(origin, path) });
  }
}

export function nameOf({ object }: Found): string {
  return `${object.kind} ${object.metadata.name}`;
}
