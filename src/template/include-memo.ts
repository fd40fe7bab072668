import type { CompiledTemplate } from './compiled-template.ts';
import { GUARD, SPAN, type PathTable, type TraceRecords } from './trace-log.ts';
import type { Value } from './value.ts';

/**
 * What one execution logged. A negative number in `reads`, or for the node of a guard, stands for all that an include
 * of `repeats` logged: -1 for the first of them.
 */
export interface Logged extends TraceRecords {
  readonly repeats: readonly KnownInclude[];
}

/** What an include printed, and where in the log of the execution that ran it its part is. */
export interface KnownInclude {
  readonly dot: Value;
  readonly output: string;
  readonly steps: number;
  readonly logged: Logged;
  readonly reads: Span;
  readonly guards: Span;
}

/** From the first to behind the last. */
type Span = readonly [first: number, end: number];

/**
 * The includes of one release: charts write the same name and labels into every template, and what an include of the
 * whole dot prints stays the same for as long as nobody changes the values and no chance is in it.
 */
export class IncludeMemo {
  readonly #known: Map<CompiledTemplate, KnownInclude> = new Map();
  /** Changes with whatever keeps the include that is being run from being repeated. */
  variations = 0;

  /** What runs now may come out differently the next time. */
  vary(): void {
    this.variations++;
  }

  /** So may what ran before. */
  change(): void {
    this.variations++;
    this.#known.clear();
  }

  find(template: CompiledTemplate, dot: Value): KnownInclude | undefined {
    const known = this.#known.get(template);
    return known !== undefined && known.dot === dot ? known : undefined;
  }

  /** `paths`: those of the log. An include that looks at `.Template` differs in each template. */
  keep(template: CompiledTemplate, include: KnownInclude, paths: PathTable, root: number): void {
    const own = paths.child(root, 'Template');
    const { reads } = include.logged;
    for (let at = include.reads[0]; at < include.reads[1]; at++) if (paths.isWithin(reads[at]!, own)) return;
    this.#known.set(template, include);
  }
}

/** The records as if every include had been run. */
export function unrolled({ reads, spans, guards, repeats }: Logged): TraceRecords {
  if (repeats.length === 0) return { reads, spans, guards };
  const flat = unrolledPart({ reads, spans, guards, repeats }, [0, reads.length], [0, guards.length]);
  return { reads: flat.reads, guards: flat.guards, spans: moved(spans, flat.at) };
}

interface Unrolled {
  readonly reads: readonly number[];
  readonly guards: readonly number[];
  /** Where each of the reads, and the end, has come to. */
  readonly at: readonly number[];
}

const known: WeakMap<KnownInclude, Unrolled> = new WeakMap();

function unrolledInclude(include: KnownInclude): Unrolled {
  let flat = known.get(include);
  if (flat === undefined) {
    flat = unrolledPart(include.logged, include.reads, include.guards);
    known.set(include, flat);
  }
  return flat;
}

function unrolledPart(logged: Logged, [first, end]: Span, [firstGuard, endGuard]: Span): Unrolled {
  const reads: number[] = [];
  const at: number[] = [];
  for (let each = first; each < end; each++) {
    at.push(reads.length);
    const read = logged.reads[each]!;
    if (read >= 0) reads.push(read);
    else reads.push(...unrolledInclude(logged.repeats[-1 - read]!).reads);
  }
  at.push(reads.length);
  const guards: number[] = [];
  for (let each = firstGuard; each < endGuard; each += GUARD) {
    const [node, branch, from, to, firstRead, lastRead] = logged.guards.slice(each, each + GUARD) as Guard;
    if (node >= 0) guards.push(node, branch, from, to, at[firstRead - first]!, at[lastRead - first]!);
    else pushIncluded(guards, unrolledInclude(logged.repeats[-1 - node]!), from, to, at[firstRead - first]!);
  }
  return { reads, guards, at };
}

type Guard = [node: number, branch: number, from: number, to: number, firstRead: number, lastRead: number];

/** The guards of an include have the place of what included it. */
function pushIncluded(guards: number[], included: Unrolled, from: number, to: number, reads: number): void {
  for (let each = 0; each < included.guards.length; each += GUARD) {
    const [node, branch, , , first, last] = included.guards.slice(each, each + GUARD) as Guard;
    guards.push(node, branch, from, to, reads + first, reads + last);
  }
}

/** Spans with the reads that they now have. */
function moved(spans: readonly number[], at: readonly number[]): number[] {
  const result = [...spans];
  for (let each = 0; each < result.length; each += SPAN) {
    result[each + 3] = at[result[each + 3]!]!;
    result[each + 4] = at[result[each + 4]!]!;
  }
  return result;
}
