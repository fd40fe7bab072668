/** A render's failure in the words that `helm` prints after `Error: `. Mirrors Helm's pkg/engine/engine.go. */
import { BudgetError, TemplateError } from '../../template/index.ts';
import { ChartFailure } from './functions/index.ts';
import type { HelmVersion } from './version/index.ts';

/** Helm's `cleanupParseError`, and what becomes of an execution's error. */
export function templateWords(error: TemplateError | BudgetError, helm: HelmVersion): string {
  if (error instanceof BudgetError) return error.message;
  return error.kind === 'parse' ? parseWords(error.message) : execWords(error, helm);
}

function parseWords(message: string): string {
  const tokens = message.split(': ');
  return `parse error at (${tokens[1] ?? ''}): ${tokens.at(-1)}`;
}

function execWords(error: TemplateError, helm: HelmVersion): string {
  const [, location = ''] = error.message.split(': ', 2);
  const root = rootCause(error);
  if (root instanceof ChartFailure) return `execution error at (${location}): ${root.message}`;
  return helm.words.execution(error);
}

function rootCause(error: Error): unknown {
  return error.cause instanceof Error ? rootCause(error.cause) : error;
}
