/** A line that Helm writes on standard error while it works: Go's `slog`. */
export interface LogLine {
  readonly level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  readonly message: string;
  readonly fields?: readonly (readonly [name: string, value: string])[];
}

/** Takes what Helm would log; without one nothing is made. */
export type Log = (line: LogLine) => void;
