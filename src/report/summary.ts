import type { Gap, Location, Report } from '../types.ts';
import { wrap } from './display-width.ts';
import { matrixTable } from './matrix.ts';
import { groupBy } from '../group-by.ts';
import { compareText, countBySeverity, plural } from './order.ts';
import type { Palette } from './palette.ts';
import { visible } from './visible.ts';

/** Reasons shown, and things named under each. */
const REASONS = 8;
const NAMED = 3;
/** From this many diagnostics on, the rules are counted too, unless most have one or two. */
const MANY = 12;
const RULES = 8;

/** What a person reads last: the matrix, what was left out and why, the totals. Ends without a line break. */
export function summary(report: Report, width: number, paint: Palette): string {
  const blocks = [
    matrixTable(report.matrix, width, paint),
    gapLines(report, width, paint),
    ruleLines(report, width, paint),
    totals(report, width, paint),
  ];
  const texts = blocks.map((block) => block.join('\n'));
  return texts.filter((text) => text !== '').join('\n\n');
}

/**
 * What has a reason of its own is named first; where many share one, the reason is. A reason that a diagnostic has given
 * already is not given again.
 */
function gapLines({ coverage: { gaps }, diagnostics }: Report, width: number, paint: Palette): string[] {
  if (gaps.length === 0) return [];
  const told = new Set(diagnostics.flatMap(({ message, location }) => [message, place(location)]));
  const untold = gaps.filter(
    ({ reason, location }) => !told.has(reason) && !(location && told.has(place(location))),
  );
  const groups = [...groupBy(untold, (gap) => gap.reason)].sort(
    ([reason, one], [other, two]) => two.length - one.length || compareText(reason, other),
  );
  const lines = [paint.yellow(gapHeading(gaps.length, gaps.length - untold.length))];
  for (const [reason, group] of groups.slice(0, REASONS)) {
    const lead = group.length === 1 ? `${gapName(group[0]!)}:` : `${group.length} ×`;
    lines.push(...hanging(`${lead} ${visible(reason)}`, width, 2, 6));
    if (group.length > 1) lines.push(...hanging(gapNames(group), width, 6, 6).map(paint.dim));
  }
  const rest = groups.slice(REASONS).reduce((sum, [, group]) => sum + group.length, 0);
  if (rest > 0)
    lines.push(paint.dim(`  and ${rest} more for ${plural(groups.length - REASONS, 'other reason')}`));
  return lines;
}

function place({ file, range }: Location): string {
  return `${file}:${range.start.line}`;
}

function gapHeading(all: number, told: number): string {
  const heading = `Not rendered or not checked: ${all}`;
  if (told === 0) return heading;
  return all === told ? `${heading}, as said above` : `${heading}, of which ${told} as said above`;
}

function gapNames(gaps: readonly Gap[]): string {
  const more = gaps.length > NAMED ? ` and ${gaps.length - NAMED} more` : '';
  return gaps.slice(0, NAMED).map(gapName).join(', ') + more;
}

function gapName({ what, location }: Gap): string {
  if (location === undefined || what.includes(location.file) || location.file.startsWith(what))
    return visible(what);
  return `${visible(what)} (${visible(location.file)}:${location.range.start.line})`;
}

function hanging(text: string, width: number, first: number, others: number): string[] {
  const lines = wrap(text, Math.max(20, width - others), first - others);
  return lines.map((line, at) => ' '.repeat(at === 0 ? first : others) + line);
}

function ruleLines({ diagnostics }: Report, width: number, paint: Palette): string[] {
  const counts = [...groupBy(diagnostics, (one) => one.ruleId)].sort(
    ([id, one], [other, two]) => two.length - one.length || compareText(id, other),
  );
  if (diagnostics.length < MANY || diagnostics.length < 2 * counts.length) return [];
  const shown = counts.slice(0, RULES).map(([id, group]) => `${visible(id)} ${group.length}`);
  const rest = counts.length > RULES ? [`and ${plural(counts.length - RULES, 'other rule')}`] : [];
  return wrap(`By rule: ${[...shown, ...rest].join(', ')}`, width).map(paint.dim);
}

function totals(report: Report, width: number, paint: Palette): string[] {
  const { coverage, diagnostics } = report;
  const facts = [
    verdict(report),
    ofFound(coverage.applications, 'application'),
    ofFound(coverage.leaves, 'leaf'),
    plural(coverage.resources, 'resource'),
    plural(coverage.files, 'file'),
    seconds(report),
  ];
  const doubtful = diagnostics.length > 0 || coverage.gaps.length > 0;
  const color = report.failed ? paint.red : doubtful ? paint.yellow : paint.green;
  return joined(facts, width).map((line, at) => {
    const head = facts[0]!;
    return at === 0 && line.startsWith(head) ? paint.bold(color(head)) + line.slice(head.length) : line;
  });
}

/** Breaks between facts, never inside one. */
function joined(facts: readonly string[], width: number): string[] {
  const glued = facts.map((fact) => fact.replaceAll(' ', '\u00a0'));
  return wrap(glued.join('\u00a0· '), width).map((line) => line.replaceAll('\u00a0', ' ').replace(/ ·$/, ''));
}

/** The totals' first part, e.g. `✗ 2 errors, 1 warning in 2 files`. */
export function verdict({ diagnostics, failed, coverage }: Report): string {
  if (diagnostics.length === 0) {
    return coverage.gaps.length === 0 ? '✓ No problems' : '! No problems in what was rendered';
  }
  const counts = countBySeverity(diagnostics);
  const parts = [
    counts.error > 0 ? plural(counts.error, 'error') : '',
    counts.warning > 0 ? plural(counts.warning, 'warning') : '',
    counts.info > 0 ? plural(counts.info, 'note') : '',
  ].filter((part) => part !== '');
  const files = new Set(diagnostics.map((one) => one.location.file)).size;
  const mark = failed ? '✗' : counts.error + counts.warning > 0 ? '!' : '✓';
  return `${mark} ${parts.join(', ')} in ${plural(files, 'file')}`;
}

function ofFound({ found, rendered }: { found: number; rendered: number }, noun: string): string {
  const nouns = plural(found, noun).replace('leafs', 'leaves');
  return found === rendered ? nouns : `${rendered} of ${nouns} rendered`;
}

function seconds({ timings }: Report): string {
  const milliseconds = Object.values(timings).reduce((sum, share) => sum + share, 0);
  return milliseconds < 10_000
    ? `${(milliseconds / 1000).toFixed(2)} s`
    : `${(milliseconds / 1000).toFixed(1)} s`;
}
