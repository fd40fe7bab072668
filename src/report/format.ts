import type { Report, Rule } from '../types.ts';

/** What a format may know besides the report. */
export interface FormatContext {
  /** Every rule that could have fired, whether it did or not. */
  readonly rules: readonly Rule[];
  /** The text of a file by its name in the report, for code frames; undefined where it can't be read. */
  readText(file: string): string | undefined;
  /** Whether escape sequences for colour may be printed. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Whether the terminal is believed to understand OSC 8 hyperlinks. */
  readonly links: boolean;
  /**
   * The way from the repository's top to the checked folder, with `/`, e.g. `deploy/gitops`; `''` where they are one.
   * Code hosts want names from the repository's top, people type them from the folder that they check.
   */
  readonly base?: string;
}

/** A pure function: the same report and context give the same text. */
export type Format = (report: Report, context: FormatContext) => string;
