/** What may explain a field, or that something is missing: everything that was read on the way, the likeliest first. */
import type { FieldPath, Manifest, Provenance, Rendered } from '../types.ts';
import type { TraceLog } from '../template/trace-log.ts';
import { type Candidate, Collector, ELSEWHERE, IN_WHOLE_FIELD, isEmpty, TOLD } from './collector.ts';
import {
  allReads,
  branchText,
  type Decision,
  type Guard,
  guardsAround,
  guardsIn,
  guardsThatHid,
  writersOf,
} from './log-queries.ts';
import { keyStretch, stretches } from './stretches.ts';
import { subchartConditions } from './subchart.ts';
import { valueAt } from './value-path.ts';

export { type Candidate, TOLD } from './collector.ts';

export type FromTemplate = Extract<Provenance, { kind: 'template' }>;

const GUARD_INSIDE = 40;
const GUARD_WITHIN = 35;
const GUARD_AROUND = 30;
const GUARD_NAMES_FIELD = 22;
const GUARD_SILENT = 10;
const PRINTED_KEY = 25;

/** Who wrote the field, and which guards let it be printed. */
export function candidatesFor(
  rendered: Rendered,
  manifest: Manifest,
  { log, offset, file }: FromTemplate,
  path: FieldPath,
  focus: string | undefined,
): Candidate[] {
  const collector = new Collector(rendered, path);
  const wanted = { field: path, value: valueAt(manifest.object, path), focus };
  const found = stretches(manifest, path, focus);
  for (const [index, [start, end]] of found.entries()) {
    const isNarrow = index < found.length - 1;
    for (const writer of writersOf(log, offset + start, offset + end)) {
      const told = isNarrow || found.length === 1 ? TOLD : IN_WHOLE_FIELD;
      const before = manifest.text.slice(Math.max(writer.start - offset, 0), start);
      const after = manifest.text.slice(end, Math.max(writer.end - offset, end));
      collector.addPrinted(writer, wanted, told, hasLine(before.trim()) || hasLine(after.trimEnd()));
      if (namesKeys(writer)) collector.addKeys(writer, wanted);
      for (const guard of writer.decides) {
        collector.add(guard, 'guard', GUARD_INSIDE + (printsField(log, guard, path) ? GUARD_NAMES_FIELD : 0));
        if (namesKeys(guard)) collector.addKeys(guard, wanted);
      }
    }
  }
  const [start, end] = found.at(-1) ?? [0, manifest.text.length];
  const last = start + manifest.text.slice(start, end).trimEnd().length;
  for (const [depth, guard] of guardsAround(log, offset + start, offset + last).entries()) {
    collector.add(guard, 'guard', GUARD_AROUND - depth / 100);
    if (namesKeys(guard)) collector.addKeys(guard, wanted);
  }
  const key = keyStretch(manifest, path);
  for (const writer of key ? writersOf(log, offset + key[0], offset + key[1]) : [])
    collector.add(writer, 'value', PRINTED_KEY);
  for (const guard of guardsIn(log, offset + start, offset + end))
    if (isOwnGuard(guard, offset + start, offset + end)) collector.add(guard, 'guard', GUARD_WITHIN);
  for (const [depth, guard] of subchartConditions(log, file).entries())
    collector.add(guard, 'guard', GUARD_AROUND - 10 - depth / 100);
  for (const guard of guardsIn(log, 0, offset + end))
    if (isSilent(log, guard)) collector.add(guard, 'guard', GUARD_SILENT);
  if (isEmpty(wanted.value)) collector.addBlock(manifest, log, offset, path);
  return collector.ranked();
}

function hasLine(text: string): boolean {
  return text.includes('\n');
}

/** `range $key, $value := …`, or `keys …`. */
function namesKeys({ node }: Decision): boolean {
  return /^range\b|\bkeys\b/.test(node.source);
}

/** Evaluated inside the field, and not just around it. */
function isOwnGuard(guard: Guard, start: number, end: number): boolean {
  return guard.start >= start && guard.end <= end;
}

/** Prints nothing whichever way it goes: it sets variables. */
function isSilent(log: TraceLog, { node }: Guard): boolean {
  return branchText(log, node, 0).trim() === '' && branchText(log, node, 1).trim() === '';
}

/** Everything else that the template read: what it went into may have been put together before it was printed. */
export function candidatesElsewhere(
  rendered: Rendered,
  manifest: Manifest,
  { log }: FromTemplate,
  path: FieldPath,
): Candidate[] {
  const collector = new Collector(rendered, path);
  const wanted = { field: path, value: valueAt(manifest.object, path) };
  const node = { template: log.template, line: 1, column: 1, source: '' };
  collector.addPrinted({ node, reads: allReads(log) }, wanted, IN_WHOLE_FIELD);
  for (const guard of guardsIn(log, 0, Infinity)) collector.add(guard, 'guard', ELSEWHERE);
  return collector.ranked();
}

function printsField(log: TraceLog, guard: Guard, path: FieldPath): boolean {
  const key = path.findLast((each) => typeof each === 'string');
  return guard.branch >= 0 && branchText(log, guard.node, guard.branch as 0 | 1).includes(`${key}:`);
}

/** What kept a field of a manifest from being printed: hidden branches that name it, and maps that were printed without it. */
export function candidatesForMissingField(
  rendered: Rendered,
  manifest: Manifest,
  { log, offset }: FromTemplate,
  path: FieldPath,
): Candidate[] {
  const collector = new Collector(rendered, path);
  collector.addBlock(manifest, log, offset, path);
  // A release's name or a chart's version adds no field.
  return collector.ranked().filter(({ keys }) => keys[0] === 'Values');
}

/** What kept a piece of literal text, or a document of a kind, from being printed anywhere in the release. */
export function candidatesForMissingText(
  rendered: Rendered,
  logs: readonly TraceLog[],
  wanted: (text: string) => boolean,
): Candidate[] {
  const collector = new Collector(rendered, []);
  for (const log of logs) {
    for (const guard of guardsThatHid(log, wanted)) collector.addHidden(log, guard, 0);
  }
  return collector.ranked();
}
