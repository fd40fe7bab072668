import { SEVERITIES } from '../severity.ts';
import type { Diagnostic, Report, Severity } from '../types.ts';
import type { FormatContext } from './format.ts';
import { byImportance } from './importance.ts';
import { plural } from './order.ts';
import { repositoryPath } from './repository-path.ts';
import { visible, visibleLines } from './visible.ts';

/** GitHub shows ten annotations of each kind for a step: docs.github.com, "Workflow commands", "Limits on annotations". */
const ANNOTATIONS_PER_KIND = 10;
/** The runner cuts a longer message (actions/runner, `MaxIssueMessageLength`). */
const MESSAGE_LENGTH = 4_096;

const KINDS: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** Workflow commands for GitHub Actions: those that matter most first, at the end what did not fit. */
export function github(report: Report, context: FormatContext): string {
  const ordered = byImportance(report.diagnostics);
  const kinds = SEVERITIES.map((severity) => ordered.filter((one) => one.severity === severity));
  const cut = kinds.some((kind) => kind.length > ANNOTATIONS_PER_KIND);
  const shown = kinds.map((kind, at) => {
    // The closing notice takes one of the notices' places.
    const places = cut && SEVERITIES[at] === 'info' ? ANNOTATIONS_PER_KIND - 1 : ANNOTATIONS_PER_KIND;
    return kind.slice(0, places);
  });
  const lines = shown.flat().map((one) => annotation(one, context));
  if (cut) lines.push(cutNotice(kinds, shown));
  return lines.map((line) => `${line}\n`).join('');
}

function annotation(diagnostic: Diagnostic, { base }: FormatContext): string {
  const { start, end } = diagnostic.location.range;
  // Columns mean something to GitHub only within one line.
  const columns = start.line === end.line;
  return workflowCommand(
    KINDS[diagnostic.severity],
    {
      file: visible(repositoryPath(diagnostic.location.file, base)),
      line: String(start.line),
      endLine: String(end.line),
      col: columns ? String(start.character) : '',
      endColumn: columns ? String(Math.max(start.character, end.character)) : '',
      title: visible(diagnostic.ruleId),
    },
    message(diagnostic),
  );
}

function message(diagnostic: Diagnostic): string {
  const { resource, application, trace, also } = diagnostic;
  const subject = [application, resource && `${resource.kind} ${resource.name}`].filter(
    (part) => part !== undefined,
  );
  const lines = [...visibleLines(diagnostic.message)];
  if (trace !== undefined) lines.push(visible(trace));
  if (subject.length > 0) lines.push(visible(subject.join(' · ')));
  if (also.length > 0) lines.push(`The same in ${plural(also.length, 'other application')}.`);
  return lines.join('\n');
}

function cutNotice(all: readonly Diagnostic[][], shown: readonly Diagnostic[][]): string {
  const left = SEVERITIES.map((severity, at) => ({ severity, count: all[at]!.length - shown[at]!.length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => plural(count, severity === 'info' ? 'note' : severity));
  const text = `Not shown here: ${left.join(', ')}. GitHub shows ${ANNOTATIONS_PER_KIND} annotations of a kind for each step; the whole list is in the other formats, e.g. sarif.`;
  return workflowCommand('notice', { title: 'plimsoll' }, text);
}

/** `::name key=value,…::message`; properties without a value are left out. */
export function workflowCommand(
  name: string,
  properties: Readonly<Record<string, string>>,
  text: string,
): string {
  const pairs = Object.entries(properties)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${escapeProperty(value)}`);
  const head = pairs.length === 0 ? name : `${name} ${pairs.join(',')}`;
  return `::${head}::${escapeData(cutTo(text, MESSAGE_LENGTH))}`;
}

/** As `escapeData` of GitHub's actions/toolkit `command.ts`. */
export function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** As `escapeProperty` there. */
export function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function cutTo(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
