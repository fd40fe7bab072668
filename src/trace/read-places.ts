/** Where what a template read is written: a value in its layer, `.Release` in the Application, `.Chart` in Chart.yaml. */
import { isOwn } from '../source-file.ts';
import type { Application, FieldPath, Json, Location, Rendered, SourceFile } from '../types.ts';
import { chartFile } from './chart-files.ts';
import { type Anchor, anchorValue, placeWithRoom } from './layers.ts';
import { findInOrigin, nearestInOrigin } from './places.ts';
import { chartFolders } from './subchart.ts';
import { formatPath, isScalar, valueAt } from './value-path.ts';

/** What was read, by which template's file, and what the output shows of it. */
export interface PlacedRead {
  readonly keys: FieldPath;
  /** Where the last key itself is meant. */
  readonly part?: 'key';
  /** The template that was executed. */
  readonly template?: SourceFile;
  readonly source: string;
  readonly shown?: string;
}

/** The place to change what was read, or undefined where no file says it (`.Capabilities`, `.Template`). */
export function anchorRead(rendered: Rendered, read: PlacedRead): Anchor | undefined {
  const [top, ...rest] = read.keys;
  if (top === 'Values') return anchorValue(rendered, rest, read.part, read.shown);
  if (top === 'Release') return anchorRelease(rendered.application, rest);
  if (read.template === undefined) return undefined;
  if (top === 'Chart')
    return beside(rendered, inChartYaml(read.template, rest), `.Chart.${formatPath(rest)} is set here`);
  if (top === 'Files')
    return beside(rendered, chartFile(read.template, read.source, read.shown), 'the chart’s file');
  return undefined;
}

interface Found {
  readonly file: SourceFile;
  readonly location: Location;
}

/** A chart's own file where the author owns the chart; else the author's file, with the chart's beside it. */
function beside(rendered: Rendered, found: Found | undefined, message: string): Anchor | undefined {
  if (found === undefined) return undefined;
  if (isOwn(found.file)) return { location: found.location, related: [] };
  return { location: authorPlace(rendered), related: [{ ...found.location, message }] };
}

/** Where the author would start: the top of their own values, else the Application's source. */
export function authorPlace(rendered: Rendered): Location {
  return (
    placeWithRoom(rendered, []) ??
    findInOrigin(rendered.application.origin, ['spec']) ??
    nearestInOrigin(rendered.application.origin, [])
  );
}

/** Argo CD's release: `helm.releaseName` or the Application's name, `helm.namespace` or the destination's. */
function anchorRelease({ object, origin }: Application, [name]: FieldPath): Anchor | undefined {
  const [own, byDefault] =
    name === 'Name'
      ? ['releaseName', ['metadata', 'name']]
      : ['namespace', ['spec', 'destination', 'namespace']];
  if (name !== 'Name' && name !== 'Namespace') return undefined;
  const sources = valueAt(object, ['spec', 'sources']);
  const paths: FieldPath[] = Array.isArray(sources)
    ? sources.map((_: Json, index) => ['spec', 'sources', index])
    : [['spec', 'source']];
  const set = paths
    .map((path) => [...path, 'helm', own as string])
    .find((path) => isScalar(valueAt(object, path)));
  return { location: nearestInOrigin(origin, set ?? (byDefault as FieldPath)), related: [] };
}

/** A field of Chart.yaml: `.Chart.AppVersion` is its `appVersion`. */
function inChartYaml(template: SourceFile, [name, ...rest]: FieldPath): Found | undefined {
  const [folder] = chartFolders(template);
  const path = folder === '' ? 'Chart.yaml' : `${folder}/Chart.yaml`;
  if (template.tree.kind(path) !== 'file' || typeof name !== 'string') return undefined;
  const file = { tree: template.tree, path };
  const key = name === 'APIVersion' ? 'apiVersion' : name[0]!.toLowerCase() + name.slice(1);
  const origin = { file, document: 0, path: [] };
  return { file, location: nearestInOrigin(origin, [key, ...rest]) };
}
