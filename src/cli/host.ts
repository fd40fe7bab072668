import type { GenerateOptions, GenerateResult } from '../generate.ts';
import type { ListResult, RenderAllResult, RunOptions, RunResult } from '../run.ts';
import type { Rule } from '../types.ts';

/** Standard output or standard error. */
export interface Sink {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Columns of the terminal, where it is one. */
  readonly columns?: number;
}

/** What the commands do their work with; each part is imported only when a command needs it. */
export interface Engine {
  run(options: RunOptions): Promise<RunResult>;
  renderAll(options: RunOptions & { readonly application?: string }): Promise<RenderAllResult>;
  generate(options: GenerateOptions): Promise<GenerateResult>;
  list(options: RunOptions): Promise<ListResult>;
  rules(): Promise<readonly Rule[]>;
}

/** The process as the commands see it; `cli.ts` makes the real one. */
export interface Host {
  /** Without node's and the script's own. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The folder of package.json. */
  readonly packageRoot: string;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** What is left of standard input; waits for its end. */
  stdin(): string;
  /** Unlike that of any other process now, for the names of drafts. */
  readonly unique: string;
  /** Milliseconds, for the progress line. */
  now(): number;
  readonly engine: Engine;
}

/** 0 clean, 1 diagnostics at or above the failing severity, 2 bad usage or config, 3 our own fault. */
export const EXIT = { clean: 0, findings: 1, usage: 2, crash: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Bad usage: printed as it is, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
