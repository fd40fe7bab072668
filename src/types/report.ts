/** What a run found out. */
import type { Location } from './place.ts';
import type { Diagnostic } from './problem.ts';

/** Something found but not rendered or not checked, and why. */
export interface Gap {
  readonly what: string;
  readonly reason: string;
  readonly location?: Location;
}

export interface Coverage {
  readonly files: number;
  readonly applicationSets: number;
  readonly applications: { readonly found: number; readonly rendered: number };
  readonly leaves: { readonly found: number; readonly rendered: number };
  readonly resources: number;
  readonly gaps: readonly Gap[];
}

/** One row of the summary's matrix. */
export interface MatrixCell {
  readonly environment: string;
  readonly cloud: string;
  readonly cluster: string;
  readonly services: number;
  readonly resources: number;
  readonly errors: number;
  readonly warnings: number;
}

/** Milliseconds, each stage's share of the run. */
export type Timings = Readonly<Record<'load' | 'discover' | 'expand' | 'render' | 'check', number>>;

/** What a run found out; everything that a format prints. */
export interface Report {
  readonly version: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: Coverage;
  readonly matrix: readonly MatrixCell[];
  readonly timings: Timings;
  /** True when a diagnostic reaches the configured `failOn` severity. */
  readonly failed: boolean;
}
