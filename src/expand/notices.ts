import type { FieldPath, Found, Gap, Location, Origin, Problem } from '../types.ts';
import { locateNearest, readYaml } from '../yaml/index.ts';

/** Problems and gaps of this stage, with their places. */
export class Notices {
  readonly problems: Problem[] = [];
  readonly gaps: Gap[] = [];

  problem(ruleId: string, message: string, origin: Origin, path: FieldPath = []): void {
    this.problems.push({ ruleId, message, location: placeOf(origin, path) });
  }

  gap(what: string, reason: string, origin: Origin, path: FieldPath = []): void {
    this.gaps.push({ what, reason, location: placeOf(origin, path) });
  }
}

/** The field's line, or that of the nearest thing above it that is written. */
export function placeOf({ file, document, path }: Origin, below: FieldPath): Location {
  const read = readYaml(file);
  const start = { line: 1, character: 1 };
  const range = read.ok
    ? locateNearest(read.text, document, [...path, ...below]).range
    : { start, end: start };
  return { file: file.tree.prefix + file.path, range };
}

export function nameOf({ object }: Found): string {
  return `${object.kind} ${object.metadata.name}`;
}
