import type { FieldPath, Location, Manifest, Provenance, RelatedLocation, Rendered } from '../types.ts';
import { locate, locateNearest } from '../yaml/index.ts';
import { anchorValue, authorLayer } from './layers.ts';
import { type Decision, guardsAround, guardsThatHid, writersOf } from './log-queries.ts';
import { fileName, isOwn } from '../source-file.ts';
import { findInOrigin, nearestInOrigin } from './places.ts';
import type { PolicyResult } from './policy-result.ts';
import { type Candidate, rankGuards, rankWriters } from './ranking.ts';
import { outputRange, templateLocation } from './template-places.ts';
import { formatPath, isScalar, valueAt } from './value-path.ts';

/** Where a policy's result belongs, the places beside it, and the way there in one line. */
export interface Traced {
  readonly location: Location;
  readonly related: readonly RelatedLocation[];
  readonly trace?: string;
}

type FromTemplate = Extract<Provenance, { kind: 'template' }>;

/** The line that the author must change so that a policy's result goes away. */
export function tracePolicyResult(result: PolicyResult, rendered: Rendered): Traced {
  const manifest = result.manifest === undefined ? undefined : rendered.manifests[result.manifest];
  if (result.subject === 'values') return { location: inLeafValues(rendered, result.path), related: [] };
  if (result.subject === 'application' || manifest === undefined) {
    return { location: nearestInOrigin(rendered.application.origin, result.path), related: [] };
  }
  const { provenance } = manifest;
  if (provenance.kind === 'file')
    return { location: nearestInOrigin(provenance.origin, result.path), related: [] };
  return (
    (result.missing && traceMissing(result, rendered, manifest)) ??
    traceField(result, rendered, manifest, provenance) ??
    traceToAuthor(rendered, manifest, provenance, result.path)
  );
}

function inLeafValues(rendered: Rendered, path: FieldPath): Location {
  const file = rendered.application.leaf?.values;
  if (file) return nearestInOrigin({ file, document: 0, path: [] }, path);
  return nearestInOrigin(rendered.application.origin, []);
}

/** Something isn't there: the guard that kept it from being printed, first of all in the manifest's own template. */
function traceMissing(result: PolicyResult, rendered: Rendered, manifest: Manifest): Traced | undefined {
  const { missing } = result;
  if (missing === undefined) return undefined;
  const wanted =
    'kind' in missing
      ? (text: string): boolean =>
          new RegExp(`^kind:[ ]*["']?${escapeRegExp(missing.kind)}\\b`, 'm').test(text)
      : (text: string): boolean => text.includes(missing.text);
  const own = manifest.provenance.kind === 'template' ? [manifest.provenance.log] : [];
  const logs = 'kind' in missing ? rendered.logs : [...own, ...rendered.logs];
  const hidden = logs.flatMap((log) => guardsThatHid(log, wanted));
  const name = 'kind' in missing ? missing.kind : missing.text;
  return explain(rendered, rankGuards(rendered, hidden, false), name);
}

/** Something is there: the action that wrote it, or else the guard that let it be printed. */
function traceField(
  result: PolicyResult,
  rendered: Rendered,
  manifest: Manifest,
  { log, offset }: FromTemplate,
): Traced | undefined {
  const value = valueAt(manifest.object, result.path);
  const field = formatPath(result.path);
  const wanted = { field: result.path, value, focus: result.focus };
  for (const [start, end] of stretches(manifest, result)) {
    const writers = writersOf(log, offset + start, offset + end);
    const found = explain(rendered, rankWriters(rendered, writers, wanted), field);
    if (found) return found;
  }
  const whole = stretches(manifest, result).at(-1);
  if (whole === undefined) return undefined;
  const guards = guardsAround(log, offset + whole[0], offset + whole[1]);
  const decisive = guards.slice(0, 1) as Decision[];
  return explain(rendered, rankGuards(rendered, decisive, true), field);
}

/** Output of the manifest to look at, narrowest first: the focus inside the field's value, then the field. */
function stretches(manifest: Manifest, result: PolicyResult): [number, number][] {
  const value = valueAt(manifest.object, result.path);
  const range = isScalar(value)
    ? locate(manifest.text, 0, result.path)
    : locateNearest(manifest.text, 0, result.path).range;
  if (range === undefined) return [];
  const [start, end] = outputRange(manifest.text, range);
  const at = result.focus ? manifest.text.slice(start, end).lastIndexOf(result.focus) : -1;
  const narrow: [number, number][] = at < 0 ? [] : [[start + at, start + at + result.focus!.length]];
  return [...narrow, [start, end]];
}

function explain(rendered: Rendered, candidates: readonly Candidate[], goal: string): Traced | undefined {
  for (const { path, decision } of candidates) {
    const anchor = anchorValue(rendered, path);
    if (anchor === undefined) continue;
    const { node } = decision;
    const trace = `${formatPath(path)} → ${node.template}:${node.line} → ${goal}`;
    return { ...anchor, trace };
  }
  return undefined;
}

/** No value explains it, the text stands in the template: that line if it is in the checked tree, else the author's own file. */
function traceToAuthor(
  rendered: Rendered,
  manifest: Manifest,
  provenance: FromTemplate,
  path: FieldPath,
): Traced {
  const inTemplate = templateLocation(manifest, provenance, path);
  const trace = `${fileName(provenance.file)}:${inTemplate.range.start.line} → ${formatPath(path)}`;
  if (isOwn(provenance.file)) return { location: inTemplate, related: [], trace };
  const layer = authorLayer(rendered);
  const location =
    (layer && nearestInOrigin(layer.origin, [])) ??
    findInOrigin(rendered.application.origin, ['spec']) ??
    nearestInOrigin(rendered.application.origin, []);
  return { location, related: [{ ...inTemplate, message: 'the template prints it here' }], trace };
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
