import type { Diagnostic, Range, Report, ResourceId, Rule } from '../types.ts';
import { codeFrame, sourceLines } from './code-frame.ts';
import { displayWidth, wrap } from './display-width.ts';
import type { FormatContext } from './format.ts';
import { groupBy } from '../group-by.ts';
import { inOrder, rulesById } from './order.ts';
import { palette, severityPaint } from './palette.ts';
import type { Palette } from './palette.ts';
import { summary } from './summary.ts';
import { visible, visibleLines } from './visible.ts';
import { webLinks } from './web-links.ts';

/** Narrower terminals are written to as if they had this many columns. */
const NARROWEST = 40;
/** Prose wider than this is hard to read, however wide the terminal. */
const WIDEST_PROSE = 120;
/** Diagnostics of one rule that get a code frame and a trace; those after it get their line alone. */
const FRAMES_PER_RULE = 10;
/** Whose lines hold what no log may show. */
const UNSHOWN: ReadonlySet<string> = new Set(['secret-plaintext']);
const INDENT = '  ';
const DETAIL = '        ';
/** Columns of `trace`, `in`, `see` and `fix`. */
const LABEL = 7;
const RELATED = 5;
const ALSO = 3;

/** What one printing has to remember. */
interface State {
  readonly width: number;
  readonly paint: Palette;
  readonly links: boolean;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly lines: (file: string) => readonly string[];
  /** How often each rule has been shown with its frame. */
  readonly shown: Map<string, number>;
}

/** For a person at a terminal: by file, with the code, then a summary. */
export function pretty(report: Report, context: FormatContext): string {
  const state: State = {
    width: Math.max(NARROWEST, context.width),
    paint: palette(context.color),
    links: context.links,
    rules: rulesById(context.rules),
    lines: lineCache(context),
    shown: new Map(),
  };
  const files = groupBy(inOrder(report.diagnostics), (one) => one.location.file);
  const blocks = [...files].map(([file, diagnostics]) => fileBlock(file, diagnostics, state));
  const gaps = blocks.map((block, at) => (block.brief && blocks[at + 1]?.brief === true ? '\n' : '\n\n'));
  const found = blocks.map(({ text }, at) => text + gaps[at]!).join('');
  return `${found}${summary(report, state.width, state.paint)}\n`;
}

/** Keeps the last file only: diagnostics come by file. */
function lineCache(context: FormatContext): (file: string) => readonly string[] {
  let last: { file: string; lines: readonly string[] } | undefined;
  return (file) => {
    if (last?.file !== file) {
      const text = context.readText(file);
      last = { file, lines: text === undefined ? [] : sourceLines(text) };
    }
    return last.lines;
  };
}

/** `brief`: lines without frames, which need no empty lines between them. */
interface Block {
  readonly text: string;
  readonly brief: boolean;
}

/** Diagnostics on one range share the frame of the first. */
function fileBlock(file: string, diagnostics: readonly Diagnostic[], state: State): Block {
  const groups = groupBy(diagnostics, (one) => rangeKey(one.location.range));
  const blocks = [...groups.values()].map((group) => placeBlock(group, state));
  const lines = blocks.map(({ text, brief }, at) => {
    const roomy = at > 0 && !(brief && blocks[at - 1]!.brief);
    return roomy ? `\n${text}` : text;
  });
  return {
    text: [state.paint.underline(visible(file)), ...lines].join('\n'),
    brief: blocks.every(({ brief }) => brief),
  };
}

function rangeKey({ start, end }: Range): string {
  return `${start.line}:${start.character}-${end.line}:${end.character}`;
}

function placeBlock(group: readonly Diagnostic[], state: State): Block {
  const out: string[] = [];
  let framed = false;
  for (const diagnostic of group) {
    const before = state.shown.get(diagnostic.ruleId) ?? 0;
    state.shown.set(diagnostic.ruleId, before + 1);
    const brief = before >= FRAMES_PER_RULE;
    out.push(...headLines(diagnostic, brief, state));
    if (brief) continue;
    if (!framed) out.push(...frameLines(diagnostic, state));
    framed = true;
    out.push(...detailLines(diagnostic, state));
    if (before === 0) out.push(...remedyLines(diagnostic.ruleId, state));
  }
  return { text: out.join('\n'), brief: !framed };
}

/** `brief`: nothing follows, so that the Application has to be said here. */
function headLines(diagnostic: Diagnostic, brief: boolean, state: State): string[] {
  const { start } = diagnostic.location.range;
  const { severity, ruleId } = diagnostic;
  const place = `${start.line}:${start.character}`;
  const lead = `${INDENT}${place}  ${severity}  ${visible(ruleId)}  `;
  const where = brief && diagnostic.application !== undefined ? ` (${diagnostic.application})` : '';
  const text = visibleLines(diagnostic.message + where);
  const wrapped = text.flatMap((line, at) =>
    prose(line, state, at === 0 ? displayWidth(lead) : DETAIL.length),
  );
  const strong = severityPaint(state.paint, severity);
  const head = `${INDENT}${state.paint.dim(place)}  ${state.paint.bold(strong(severity))}  ${ruleLink(ruleId, state)}  `;
  return wrapped.map((line, at) => (at === 0 ? head : DETAIL) + line);
}

/** The id, a hyperlink (OSC 8) where the terminal takes one and the rule has a page. */
function ruleLink(id: string, { rules, links, paint }: State): string {
  const text = paint.dim(visible(id));
  const rule = rules.get(id);
  const page = rule && webLinks(rule)[0];
  return links && page !== undefined ? `\u001b]8;;${page}\u001b\\${text}\u001b]8;;\u001b\\` : text;
}

function prose(text: string, { width }: State, used: number): string[] {
  const room = Math.max(20, Math.min(width, WIDEST_PROSE) - DETAIL.length);
  return wrap(text, room, Math.max(0, Math.min(used - DETAIL.length, room - 8)));
}

function detailLines(diagnostic: Diagnostic, state: State): string[] {
  const related = diagnostic.related.slice(0, RELATED).map(({ file, range, message }) => {
    return `${visible(file)}:${range.start.line}:${range.start.character}: ${visible(message)}`;
  });
  const left = diagnostic.related.length - related.length;
  return [
    ...labelled('trace', diagnostic.trace === undefined ? [] : [visible(diagnostic.trace)], state),
    ...labelled('in', subject(diagnostic, state), state),
    ...labelled('see', left > 0 ? [...related, `and ${left} more`] : related, state),
  ];
}

function labelled(label: string, texts: readonly string[], state: State): string[] {
  const lead = `${DETAIL}${label.padEnd(LABEL)}`;
  const room = Math.max(20, Math.min(state.width, WIDEST_PROSE) - lead.length);
  return texts
    .filter((text) => text !== '')
    .flatMap((text) => wrap(text, room))
    .map((line, at) => (at === 0 ? state.paint.dim(lead) : ' '.repeat(lead.length)) + line);
}

/** The Application, the resource, and where else the same stands; one a line where they do not fit on one. */
function subject({ application, resource, also }: Diagnostic, { width }: State): string[] {
  const parts = [application, resource && resourceName(resource)]
    .filter((part) => part !== undefined)
    .map(visible);
  const line = parts.join(' · ');
  return [
    ...(displayWidth(line) <= width - DETAIL.length - LABEL ? [line] : parts),
    `${application === undefined ? '' : 'also in '}${listed(also)}`,
  ].slice(0, also.length > 0 ? undefined : -1);
}

function listed(names: readonly string[]): string {
  const more = names.length > ALSO ? ` and ${names.length - ALSO} more` : '';
  return names.slice(0, ALSO).map(visible).join(', ') + more;
}

function resourceName({ kind, namespace, name }: ResourceId): string {
  return namespace === undefined || namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** Once for each rule, its first paragraph. */
function remedyLines(id: string, state: State): string[] {
  const remedy = state.rules
    .get(id)
    ?.remediation.trim()
    .split(/\n\s*\n/)[0];
  return remedy === undefined || remedy === ''
    ? []
    : labelled('fix', [visible(remedy.replace(/\s+/g, ' '))], state);
}

function frameLines({ ruleId, severity, location }: Diagnostic, state: State): string[] {
  if (UNSHOWN.has(ruleId)) return [];
  const style = {
    width: state.width - DETAIL.length,
    paint: state.paint,
    mark: severityPaint(state.paint, severity),
  };
  return codeFrame(state.lines(location.file), location.range, style).map((line) => `${DETAIL}${line}`);
}
