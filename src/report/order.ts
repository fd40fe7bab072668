import { compareSeverity } from '../severity.ts';
import type { Diagnostic, Position, Rule, Severity } from '../types.ts';

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function comparePosition(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

/** By file, then place, then weight, then rule and message: a total order but for equal diagnostics. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.location.file, b.location.file) ||
    comparePosition(a.location.range.start, b.location.range.start) ||
    comparePosition(a.location.range.end, b.location.range.end) ||
    bySeverity(a, b) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.message, b.message) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

export function bySeverity(a: Diagnostic, b: Diagnostic): number {
  return compareSeverity(a.severity, b.severity);
}

export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(byPlace);
}

export function countBySeverity(diagnostics: readonly Diagnostic[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) counts[severity] += 1;
  return counts;
}

export function rulesById(rules: readonly Rule[]): Map<string, Rule> {
  return new Map(rules.map((rule) => [rule.id, rule]));
}

/** "1 error", "2 errors". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
