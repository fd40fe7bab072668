/** What is deployed where, one entry for each Application: `plimsoll list`. */
import { imagesIn } from './images.ts';
import { fileName } from '../source-file.ts';
import { surroundingsOf } from './surroundings.ts';
import type { Application, Cluster, Json, JsonObject, Rendered, Trees } from '../types.ts';
import { locateNearest, readYaml } from '../yaml/index.ts';

/** What one Application deploys, and where: `schemas/list.schema.json` describes it. */
export interface FleetEntry {
  readonly name: string;
  readonly namespace: string;
  readonly project: string;
  /** The destination cluster's name: as written, else as the inventory knows its server, else the server. */
  readonly cluster: string;
  readonly destination: { readonly name?: string; readonly server?: string; readonly namespace?: string };
  /** By its leaf, or what else says it: `surroundings.ts`. */
  readonly environment?: string;
  readonly cloud?: string;
  readonly leaf?: string;
  readonly production: boolean;
  readonly sources: readonly FleetSource[];
  /** Of the first source that has one. */
  readonly chartVersion?: string;
  readonly images: readonly FleetImage[];
  readonly resources: number;
  readonly rendered: boolean;
  /** Why it was not rendered. */
  readonly reason?: string;
  readonly generatedBy?: { readonly kind: 'ApplicationSet' | 'Application'; readonly name: string };
  readonly origin: { readonly file: string; readonly line: number };
}

export interface FleetSource {
  readonly repoURL: string;
  readonly path?: string;
  readonly chart?: string;
  readonly targetRevision?: string;
  readonly ref?: string;
  /** What its Chart.yaml says, where it has one. */
  readonly chartVersion?: string;
}

export interface FleetImage {
  readonly image: string;
  readonly digest?: string;
}

/** The cluster that Argo CD runs in, which needs no Secret. */
const IN_CLUSTER = { name: 'in-cluster', server: 'https://kubernetes.default.svc' };

export function fleetEntry(rendered: Rendered, trees: Trees, inventory: readonly Cluster[]): FleetEntry {
  const { application, manifests, failure } = rendered;
  const spec = map(application.object['spec']);
  const written = sourcesOf(spec);
  const sources = written.map((source) => fleetSource(source, trees));
  const chartVersion = sources.find((source) => source.chartVersion !== undefined)?.chartVersion;
  const { leaf, production } = application;
  const destination = destinationOf(map(spec['destination']), inventory);
  const cluster = inventory.find(({ name }) => name === destination.cluster);
  return {
    name: application.name,
    namespace: application.namespace,
    project: text(spec['project']) ?? 'default',
    ...destination,
    ...surroundingsOf(application, cluster, written),
    ...pick({ leaf: leaf?.path }),
    production,
    sources,
    ...pick({ chartVersion }),
    // What is never applied, such as a chart's tests, runs nowhere.
    images: imagesIn(manifests.flatMap(({ object, sync }) => (sync.phases.length > 0 ? [object] : []))).map(
      fleetImage,
    ),
    resources: manifests.length,
    rendered: failure === undefined,
    ...pick({ reason: failure }),
    ...maker(application),
    origin: originOf(application),
  };
}

/** By name, then namespace, then place: two instances of Argo CD may each have one of a name. */
export function inFleetOrder(entries: readonly FleetEntry[]): FleetEntry[] {
  return entries.toSorted((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1));
}

function sortKey({ name, namespace, origin }: FleetEntry): string {
  return [name, namespace, origin.file, String(origin.line).padStart(9, '0')].join('\0');
}

function destinationOf(
  destination: JsonObject,
  inventory: readonly Cluster[],
): Pick<FleetEntry, 'cluster' | 'destination'> {
  const name = text(destination['name']);
  const server = text(destination['server']);
  const known = [...inventory, IN_CLUSTER].find((cluster) => cluster.server === server)?.name;
  return {
    cluster: name ?? known ?? server ?? '',
    destination: pick({ name, server, namespace: text(destination['namespace']) }),
  };
}

/** `sources` before `source`; of a hydrated one what is hydrated. */
function sourcesOf(spec: JsonObject): JsonObject[] {
  const many = spec['sources'];
  if (spec['sourceHydrator']) return [map(map(spec['sourceHydrator'])['drySource'])];
  return Array.isArray(many) && many.length > 0 ? (many as Json[]).map(map) : [map(spec['source'])];
}

function fleetSource(source: JsonObject, trees: Trees): FleetSource {
  const [path, chart, targetRevision, ref] = ['path', 'chart', 'targetRevision', 'ref'].map((key) =>
    text(source[key]),
  );
  const repoURL = text(source['repoURL']) ?? '';
  const chartVersion = path === undefined && chart === undefined ? undefined : chartVersionOf(source, trees);
  return { repoURL, ...pick({ path, chart, targetRevision, ref, chartVersion }) };
}

function chartVersionOf(source: JsonObject, trees: Trees): string | undefined {
  const [repoURL, path, chart, revision] = ['repoURL', 'path', 'chart', 'targetRevision'].map(
    (key) => text(source[key]) ?? '',
  ) as [string, string, string, string];
  const isNamed = chart !== '' && trees.resolveChart !== undefined;
  const found = isNamed ? trees.resolveChart!(repoURL, chart, revision) : trees.resolve(repoURL, revision);
  if ('reason' in found) return chart === '' ? undefined : revision;
  const folder = 'folder' in found ? String(found.folder) : chart || path.replace(/^\.?\/|\/$/g, '');
  const file = {
    tree: found.tree,
    path: folder === '' || folder === '.' ? 'Chart.yaml' : `${folder}/Chart.yaml`,
  };
  const read = readYaml(file);
  return read.ok ? text(map(read.yaml.documents[0]?.value)['version']) : undefined;
}

function fleetImage(image: string): FleetImage {
  const digest = /@(sha(?:256|384|512):[0-9a-f]+)$/.exec(image)?.[1];
  return { image, ...pick({ digest }) };
}

function maker({ generatedBy, parent }: Application): Pick<FleetEntry, 'generatedBy'> {
  if (generatedBy !== undefined) return { generatedBy: { kind: 'ApplicationSet', name: generatedBy.name } };
  return parent === undefined ? {} : { generatedBy: { kind: 'Application', name: parent.name } };
}

function originOf({ origin }: Application): FleetEntry['origin'] {
  const read = readYaml(origin.file);
  const range = read.ok ? locateNearest(read.text, origin.document, origin.path).range : undefined;
  return { file: fileName(origin.file), line: range?.start.line ?? 1 };
}

function map(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function text(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Without the keys that have no value. */
function pick<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
