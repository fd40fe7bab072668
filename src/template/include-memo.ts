import type { CompiledTemplate } from './compiled-template.ts';
import type { Value } from './value.ts';

/** What an include printed and logged, so that the next one of the same template with the same dot need not run. */
export interface MadeInclude {
  readonly dot: Value;
  readonly output: string;
  /** Path ids that were read. */
  readonly reads: readonly number[];
  /** Records of `GUARD` numbers; their reads are counted from the first of `reads`, their places mean nothing. */
  readonly guards: readonly number[];
  readonly steps: number;
  /** Templates that were open at once, itself included. */
  readonly depth: number;
}

/**
 * The includes of one release: charts write the same name and labels into every template. It serves for as long as
 * nothing changes what a dot holds, and for functions that are known to change nothing and to answer the same each
 * time; any other one empties it.
 */
export class IncludeMemo {
  readonly #made: Map<CompiledTemplate, MadeInclude> = new Map();
  #variations = 0;

  /** Counts what an include may not be kept over. */
  get variations(): number {
    return this.#variations;
  }

  /** Says that what is being executed may come out differently the next time. */
  vary(): void {
    this.#variations++;
  }

  /** As `vary`, and what was made before is of no use either. */
  forget(): void {
    this.#variations++;
    this.#made.clear();
  }

  find(template: CompiledTemplate, dot: Value): MadeInclude | undefined {
    const made = this.#made.get(template);
    return made?.dot === dot ? made : undefined;
  }

  keep(template: CompiledTemplate, made: MadeInclude): void {
    this.#made.set(template, made);
  }
}
