import { groupBy } from '../group-by.ts';
import { compareSeverity } from '../severity.ts';
import { createHash } from 'node:crypto';
import type { Config } from '../config/types.ts';
import type { Diagnostic, Problem, RelatedLocation, Rule, Severity } from '../types.ts';
import { withVia } from '../trace/index.ts';
import { configuredSeverity, isOn } from './settings.ts';

/** Hexadecimal digits of a fingerprint: 128 bits of SHA-256. */
const FINGERPRINT_LENGTH = 32;

type Judged = Problem & { readonly severity: Severity };

/**
 * The only maker of Diagnostics. A severity comes from the config, else from the problem, else from the rule; problems of
 * rules that are off are dropped, and what stands at the same place in several Applications is said once, or what is the
 * same at several places. Sorted by
 * file, line, character and rule.
 */
export function diagnose(problems: readonly Problem[], config: Config, rules: readonly Rule[]): Diagnostic[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const judged = problems.flatMap((problem): Judged[] => {
    const severity = severityOf(problem, config, known.get(problem.ruleId));
    return severity === undefined ? [] : [withVia({ ...problem, severity })];
  });
  return fingerprinted(joinAlike(groupBy(judged, placeKey)).map(merge).sort(byPlace));
}

/** Undefined where nobody wants to hear of it. A rule that isn't known is a bug of ours, and is said rather than lost. */
function severityOf(problem: Problem, config: Config, rule: Rule | undefined): Severity | undefined {
  if (rule === undefined) return problem.severity ?? 'error';
  if (!isOn(config, rule)) return undefined;
  const configured = configuredSeverity(config, rule.id);
  if (configured !== undefined && configured !== 'off') return configured;
  if (problem.severity !== undefined) return problem.severity;
  const elsewhere = problem.leaf !== undefined && !problem.leaf.production;
  return (elsewhere ? rule.severityElsewhere : undefined) ?? rule.severity;
}

function placeKey({ ruleId, message, anywhere, location: { file, range } }: Problem): string {
  if (anywhere === true) return JSON.stringify([ruleId, message]);
  const { start, end } = range;
  return JSON.stringify([ruleId, file, start.line, start.character, end.line, end.character, message]);
}

/** So many different messages at one place may each be read. */
const MOST_ALIKE = 3;

/** Where a template is wrong for many Applications, in words of their own, the first one's stand for all. */
function joinAlike(groups: ReadonlyMap<string, Judged[]>): Judged[][] {
  const byCause = groupBy([...groups], ([key, [first]]) =>
    first!.alike === undefined ? key : causeKey(first!),
  );
  return [...byCause.values()].flatMap((same) => {
    const alike = same.map(([, group]) => group);
    return alike.length > MOST_ALIKE ? [joined(alike.flat())] : alike;
  });
}

function causeKey({ ruleId, alike, location: { file, range } }: Judged): string {
  return JSON.stringify([ruleId, file, range, { alike }]);
}

function joined(problems: readonly Judged[]): Judged[] {
  const sorted = problems.toSorted((a, b) => compare(a.application ?? '', b.application ?? ''));
  const others = new Set(sorted.map(({ application }) => application)).size - 1;
  const message = `${sorted[0]!.message} (and the like for ${others} more Applications)`;
  return sorted.map((problem) => ({ ...problem, message }));
}

/** The worst one speaks for all of its group, among equals the first Application's. */
function merge(group: readonly Judged[]): Omit<Diagnostic, 'fingerprint'> {
  const sorted = group.toSorted(
    (a, b) =>
      compareSeverity(a.severity, b.severity) ||
      (a.anywhere === true ? byPlace(a, b) : 0) ||
      Number(a.application === undefined) - Number(b.application === undefined) ||
      compare(a.application ?? '', b.application ?? '') ||
      compare(resourceKey(a), resourceKey(b)),
  );
  const { anywhere, alike: _, ...first } = sorted[0]!;
  const names = new Set(sorted.flatMap((problem) => problem.application ?? []));
  names.delete(first.application ?? '');
  const leaf = first.leaf ?? sorted.find((problem) => problem.leaf !== undefined)?.leaf;
  const related = [...(first.related ?? []), ...(anywhere === true ? otherPlaces(sorted) : [])];
  return { ...first, ...(leaf && { leaf }), related, also: [...names].sort(compare) };
}

/** Where else the same holds, each place once. */
function otherPlaces(sorted: readonly Judged[]): RelatedLocation[] {
  const seen = new Set<string>([JSON.stringify(sorted[0]!.location)]);
  const others = sorted.filter(({ location }) => {
    const place = JSON.stringify(location);
    return !seen.has(place) && seen.add(place);
  });
  return others.map(({ location, application }) => ({
    ...location,
    message: application === undefined ? 'here too' : `here too, for ${application}`,
  }));
}

function byPlace(a: Pick<Judged, 'location' | 'ruleId' | 'message'>, b: typeof a): number {
  const [one, other] = [a.location.range, b.location.range];
  return (
    compare(a.location.file, b.location.file) ||
    one.start.line - other.start.line ||
    one.start.character - other.start.character ||
    compare(a.ruleId, b.ruleId) ||
    compare(a.message, b.message) ||
    one.end.line - other.end.line ||
    one.end.character - other.end.character
  );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Two diagnostics that differ in their lines alone are told apart by their order in the file. */
function fingerprinted(sorted: readonly Omit<Diagnostic, 'fingerprint'>[]): Diagnostic[] {
  const seen = new Map<string, number>();
  return sorted.map((diagnostic) => {
    const identity = identityOf(diagnostic);
    const count = seen.get(identity) ?? 0;
    seen.set(identity, count + 1);
    return { ...diagnostic, fingerprint: hash(count === 0 ? identity : `${identity}#${count}`) };
  });
}

function identityOf(diagnostic: Omit<Diagnostic, 'fingerprint'>): string {
  const { ruleId, location, application, message } = diagnostic;
  return JSON.stringify([ruleId, location.file, application ?? '', resourceKey(diagnostic), message]);
}

function resourceKey({ resource }: Problem): string {
  if (resource === undefined) return '';
  return JSON.stringify([resource.apiVersion, resource.kind, resource.namespace ?? '', resource.name]);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, FINGERPRINT_LENGTH);
}
