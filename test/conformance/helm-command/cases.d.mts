export interface CommandCase {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Of Helm's answer the exit code alone is kept: the rest is about a network or a machine. */
  readonly refused?: boolean;
  /** Who answers; Helm 4 unless given. */
  readonly helm?: '3';
}

export const files: Readonly<Record<string, string | Uint8Array>>;
export const cases: readonly CommandCase[];
export function nameOf(given: CommandCase): string;
