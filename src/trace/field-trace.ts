import type { FieldPath, Location, Manifest, Rendered, RelatedLocation } from '../types.ts';
import {
  type Candidate,
  candidatesElsewhere,
  candidatesFor,
  candidatesForMissingField,
  type FromTemplate,
} from './candidates.ts';
import { type Explained, explained } from './explanation.ts';
import { nearestInOrigin, withVia } from './places.ts';
import { anchorRead, authorPlace } from './read-places.ts';
import { templateLocation } from './template-places.ts';
import { fileName, isOwn } from '../source-file.ts';
import { formatPath, isScalar, valueAt } from './value-path.ts';
import type { Traced } from './policy-result.ts';

/** Something that the templates read on the way to a field. */
export interface TracedRead {
  /** As the root chart's templates would write it: `['Values', 'image', 'tag']`, `['Release', 'Name']`. */
  readonly path: FieldPath;
  /** Whether its text went into the field, or it decided that the field is there. */
  readonly role: 'value' | 'guard';
  /** What another value would do to the field; undefined where that was not found out. */
  readonly effect?: 'changes' | 'removes' | 'adds';
  /** The action or guard that read it. */
  readonly template: string;
  readonly line: number;
  readonly source: string;
  /** Where to change it. */
  readonly location?: Location;
  /** Where it is set, if that is elsewhere: a chart's default. */
  readonly set?: Location;
}

export interface FieldTrace extends Traced {
  /** The best explanation first. */
  readonly reads: readonly TracedRead[];
}

export interface FieldTraceOptions {
  /** The part of the field's value that is meant. */
  readonly focus?: string;
  /** Renders to find out what decides the field; by default 64, 0 for none. */
  readonly renders?: number;
}

const RENDERS = 64;

/**
 * The way of a manifest's field back to what an author can edit, and everything that was read on it. A field that is not
 * there is traced to what kept it away. Undefined where there is no such manifest.
 */
export function traceManifestField(
  rendered: Rendered,
  manifestIndex: number,
  path: FieldPath,
  { focus, renders = RENDERS }: FieldTraceOptions = {},
): FieldTrace | undefined {
  const manifest = rendered.manifests[manifestIndex];
  if (manifest === undefined) return undefined;
  const { provenance } = manifest;
  if (provenance.kind === 'file')
    return { location: nearestInOrigin(provenance.origin, path), related: [], reads: [] };
  const isThere = valueAt(manifest.object, path) !== undefined;
  const candidates = isThere
    ? candidatesFor(rendered, manifest, provenance, path, focus)
    : candidatesForMissingField(rendered, manifest, provenance, path);
  const question = { manifest: manifestIndex, path, focus };
  const near = explained(rendered, candidates, question, renders, true);
  const more =
    isDecided(near) || renders === 0 ? [] : candidatesElsewhere(rendered, manifest, provenance, path);
  const others = explained(rendered, unasked(more, near), question, renders, true);
  const found = isDecided(others) ? others.concat(near) : near;
  const traced =
    explain(rendered, found, manifest, path, focus) ?? traceToAuthor(rendered, manifest, provenance, path);
  return { ...withVia(traced), reads: readsOf(rendered, found, manifest, path, focus) };
}

function isDecided(found: readonly Explained[]): boolean {
  return found.some(({ effect }) => effect === 'changes' || effect === 'removes' || effect === 'adds');
}

function unasked(candidates: readonly Candidate[], asked: readonly Explained[]): Candidate[] {
  const known = new Set(asked.map(({ keys }) => JSON.stringify(keys)));
  return candidates.filter(({ keys }) => !known.has(JSON.stringify(keys)));
}

function readsOf(
  rendered: Rendered,
  found: readonly Explained[],
  manifest: Manifest,
  path: FieldPath,
  focus: string | undefined,
): TracedRead[] {
  return found
    .filter(({ effect }) => effect !== 'nothing')
    .map((candidate) => {
      const { keys, role, decision, effect } = candidate;
      const place = anchor(rendered, candidate, manifest, path, focus);
      const set = place?.related[0];
      const { template, line, source } = decision.node;
      return {
        path: keys,
        role,
        template,
        line,
        source,
        ...(effect !== undefined && effect !== 'unknown' && { effect: effect as 'changes' }),
        ...(place && { location: place.location }),
        ...(set && { set: { file: set.file, range: set.range } }),
      };
    });
}

function anchor(
  rendered: Rendered,
  { keys, decision, part }: Candidate,
  manifest: Manifest | undefined,
  path: FieldPath,
  focus: string | undefined,
): ReturnType<typeof anchorRead> {
  const value = manifest && valueAt(manifest.object, path);
  const shown = focus ?? (isScalar(value) ? String(value) : undefined);
  const provenance = manifest?.provenance;
  return anchorRead(rendered, {
    keys,
    source: decision.node.source,
    ...(part && { part }),
    ...(provenance?.kind === 'template' && { template: provenance.file }),
    ...(shown !== undefined && { shown }),
  });
}

/** The first candidate that stands in a file, unless it was found to decide nothing. */
export function explain(
  rendered: Rendered,
  found: readonly Explained[],
  manifest: Manifest | undefined,
  path: FieldPath,
  focus?: string,
  goal: string = formatPath(path),
): Traced | undefined {
  for (const candidate of found) {
    // All of the values together are no line to edit.
    if (candidate.effect === 'nothing' || candidate.keys.length < 2) continue;
    const place = anchor(rendered, candidate, manifest, path, focus);
    if (place === undefined) continue;
    const { node } = candidate.decision;
    const steps = place.location.via?.steps ?? [];
    const way = [...steps, shownKeys(candidate.keys), `${node.template}:${node.line}`, goal];
    const trace = way.join(' → ');
    return { ...place, related: [...place.related, ...templateLine(rendered, candidate, manifest)], trace };
  }
  return undefined;
}

/** Values without their `Values`, as a values file has them; the rest as templates write it. */
export function shownKeys(keys: FieldPath): string {
  return keys[0] === 'Values' ? formatPath(keys.slice(1)) : `.${formatPath(keys)}`;
}

/** The line of the chart's template that read the value, where the chart's files are at hand. */
function templateLine(
  rendered: Rendered,
  { decision }: Candidate,
  manifest: Manifest | undefined,
): RelatedLocation[] {
  const place = templatePlace(rendered, decision.node, manifest);
  return place === undefined ? [] : [{ ...place, message: 'the template reads it here' }];
}

function templatePlace(
  rendered: Rendered,
  { template, line, column }: Candidate['decision']['node'],
  manifest: Manifest | undefined,
): Location | undefined {
  const near = manifest?.provenance.kind === 'template' ? manifest.provenance : undefined;
  const known = [near, ...rendered.manifests.map(({ provenance }) => provenance)];
  for (const provenance of known) {
    if (provenance?.kind !== 'template') continue;
    const { file, log } = provenance;
    // `shop/templates/x.yaml` of the set lies beside the template whose file is known.
    const root = log.template.endsWith(file.path.slice(file.path.lastIndexOf('templates/')))
      ? log.template.slice(0, log.template.lastIndexOf('templates/'))
      : undefined;
    if (root === undefined || !template.startsWith(root)) continue;
    const path = file.path.slice(0, file.path.lastIndexOf('templates/')) + template.slice(root.length);
    if (file.tree.kind(path) !== 'file') continue;
    const read = file.tree.read(path);
    const end = read.ok ? (read.text.split('\n')[line - 1] ?? '').trimEnd().length + 1 : column;
    const range = { start: { line, character: column }, end: { line, character: Math.max(end, column) } };
    return { file: fileName({ tree: file.tree, path }), range };
  }
  return undefined;
}

/** No value explains it, the text stands in the template: that line if it is in the checked tree, else the author's own file. */
export function traceToAuthor(
  rendered: Rendered,
  manifest: Manifest,
  provenance: FromTemplate,
  path: FieldPath,
): Traced {
  const inTemplate = templateLocation(manifest, provenance, path);
  const trace = `${fileName(provenance.file)}:${inTemplate.range.start.line} → ${formatPath(path)}`;
  if (isOwn(provenance.file)) return { location: inTemplate, related: [], trace };
  const related = [{ ...inTemplate, message: 'the template prints it here' }];
  return { location: authorPlace(rendered), related, trace };
}
