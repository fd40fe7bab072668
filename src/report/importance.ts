import type { Diagnostic } from '../types.ts';
import { groupBy } from '../group-by.ts';
import { bySeverity, inOrder } from './order.ts';

/**
 * For consumers that show only the first few: errors before warnings, production before the rest, and within that one of each rule
 * before the second of any, so that ten places show ten faults rather than one fault ten times.
 */
export function byImportance(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const rounds = new Map<Diagnostic, number>();
  const groups = groupBy(inOrder(diagnostics), (one) => `${one.severity} ${production(one)} ${one.ruleId}`);
  for (const group of groups.values()) {
    for (const [round, diagnostic] of group.entries()) rounds.set(diagnostic, round);
  }
  return inOrder(diagnostics).sort(
    (a, b) => bySeverity(a, b) || production(b) - production(a) || rounds.get(a)! - rounds.get(b)!,
  );
}

function production({ leaf }: Diagnostic): number {
  return leaf?.production === true ? 1 : 0;
}
