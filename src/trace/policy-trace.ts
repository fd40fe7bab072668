import { isOwn } from '../source-file.ts';
import type { FieldPath, Location, Manifest, Origin, Rendered } from '../types.ts';
import {
  type Candidate,
  candidatesFor,
  candidatesForMissingField,
  candidatesForMissingText,
  type FromTemplate,
} from './candidates.ts';
import { explained } from './explanation.ts';
import { explain, traceToAuthor } from './field-trace.ts';
import type { Guard } from './log-queries.ts';
import { nearestInOrigin } from './places.ts';
import type { PolicyResult, Traced } from './policy-result.ts';
import { authorPlace } from './read-places.ts';
import { formatPath, valueAt } from './value-path.ts';

/** The line that the author must change so that a policy's result goes away. */
export function tracePolicyResult(result: PolicyResult, rendered: Rendered): Traced {
  const manifest = result.manifest === undefined ? undefined : rendered.manifests[result.manifest];
  if (result.subject === 'values') return { location: inLeafValues(rendered, result.path), related: [] };
  if (result.subject === 'application' || manifest === undefined) {
    return inApplication(rendered, result);
  }
  const { provenance } = manifest;
  if (provenance.kind === 'file') return inFile(rendered, provenance.origin, result.path);
  return (
    (result.missing && traceMissing(result, rendered, manifest)) ??
    traceField(result, rendered, manifest, provenance) ??
    traceToAuthor(rendered, manifest, provenance, result.path)
  );
}

/** With the way to it where a parameter of an ApplicationSet's made it. */
function inApplication({ application }: Rendered, { path, focus }: PolicyResult): Traced {
  const location = nearestInOrigin(application.origin, path, focus);
  const steps = location.via?.steps ?? [];
  const trace = [...steps, formatPath(path)].join(' → ');
  return { location, related: [], ...(steps.length > 0 && { trace }) };
}

/** A file of a chart elsewhere, or of a packaged one, is not the author's to change. */
function inFile(rendered: Rendered, origin: Origin, path: FieldPath): Traced {
  const location = nearestInOrigin(origin, path);
  if (isOwn(origin.file) || rendered.layers.length === 0) return { location, related: [] };
  return { location: authorPlace(rendered), related: [{ ...location, message: 'the chart’s file' }] };
}

function inLeafValues(rendered: Rendered, path: FieldPath): Location {
  const file = rendered.application.leaf?.values;
  if (file) return nearestInOrigin({ file, document: 0, path: [] }, path);
  return nearestInOrigin(rendered.application.origin, []);
}

/** Renders for one result; a run may have thousands of them. */
const RENDERS = 8;

/** Something isn't there: the guard that kept it from being printed, first of all in the manifest's own template. */
function traceMissing(
  { missing, path, manifest: index }: PolicyResult,
  rendered: Rendered,
  manifest: Manifest,
): Traced | undefined {
  if (missing === undefined) return undefined;
  const isKind = 'kind' in missing;
  const wanted = isKind ? namesKind(missing.kind) : (text: string): boolean => text.includes(missing.text);
  const own = manifest.provenance.kind === 'template' ? [manifest.provenance.log] : [];
  const logs = isKind ? rendered.logs : [...own, ...rendered.logs.filter((log) => !own.includes(log))];
  const candidates = candidatesForMissingText(rendered, logs, wanted);
  const question = isKind ? { path: [], kind: missing.kind } : { path, manifest: index! };
  // Of the whole document any value changes something.
  const renders = isKind || path.length > 0 ? RENDERS : 0;
  const found = explained(rendered, candidates, question, renders, false);
  const name = isKind ? missing.kind : missing.text;
  return explain(rendered, found, manifest, path, undefined, name);
}

function namesKind(kind: string): (text: string) => boolean {
  const line = new RegExp(`^[ ]*["']?kind["']?:[ ]*["']?${escapeRegExp(kind)}\\b`, 'm');
  return (text) => line.test(text);
}

/** Something is there: the action that wrote it, or else the guard that let it be printed. */
function traceField(
  { path, focus, manifest: index }: PolicyResult,
  rendered: Rendered,
  manifest: Manifest,
  provenance: FromTemplate,
): Traced | undefined {
  const isThere = valueAt(manifest.object, path) !== undefined;
  const candidates = isThere
    ? candidatesFor(rendered, manifest, provenance, path, focus)
    : candidatesForMissingField(rendered, manifest, provenance, path);
  const mendable = isOwn(provenance.file)
    ? candidates.filter((each) => !letsAllPrint(each, manifest, provenance))
    : candidates;
  const found = explained(rendered, mendable, { manifest: index!, path, focus }, RENDERS, false);
  return explain(rendered, found, manifest, path, focus);
}

/**
 * A guard around a whole document of the chart itself: the author of a literal that is wrong changes the literal, and does
 * not switch the resource off.
 */
function letsAllPrint(
  { role, decision }: Candidate,
  { text }: Manifest,
  { log, offset }: FromTemplate,
): boolean {
  if (role !== 'guard' || log.template.includes('/charts/')) return false;
  const { start, end } = decision as Partial<Guard>;
  const first = offset + text.search(/\S/);
  return start !== undefined && end !== undefined && start <= first && end >= offset + text.trimEnd().length;
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
