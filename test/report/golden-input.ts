import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FormatContext } from '../../src/report/index.ts';
import type { Report, Rule } from '../../src/types.ts';

export const GOLDENS: string = fileURLToPath(new URL('goldens/', import.meta.url));

/** One folder of `goldens/`: its `input.json`. */
export interface GoldenInput {
  readonly report: Report;
  readonly rules: readonly Rule[];
  /** Texts by file name, for code frames. */
  readonly sources: Readonly<Record<string, string>>;
  readonly base?: string;
}

export const goldenNames: readonly string[] = readdirSync(GOLDENS).sort();

export function goldenInput(name: string): GoldenInput {
  return JSON.parse(readFileSync(`${GOLDENS}${name}/input.json`, 'utf8')) as GoldenInput;
}

export function contextOf(input: GoldenInput, over: Partial<FormatContext> = {}): FormatContext {
  const { rules, sources, base = '' } = input;
  const readText = (file: string): string | undefined =>
    Object.hasOwn(sources, file) ? sources[file] : undefined;
  return { rules, readText, base, color: false, width: 80, links: false, ...over };
}
