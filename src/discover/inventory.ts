import { isMap } from '../json.ts';
import { fileName } from '../source-file.ts';
import type { Config } from '../config/types.ts';
import type { Cluster, FieldPath, Found, Json, Origin, SourceTree } from '../types.ts';
import { locateNearest, readYaml, setOwn } from '../yaml/index.ts';
import { listedCluster } from './listed-cluster.ts';
import { type Finds, startOfFile } from './finds.ts';

const SECRET_TYPE = 'argocd.argoproj.io/secret-type';

/**
 * The clusters that Argo CD would know: those of the tree's Secrets, then those of the config, which win over a Secret
 * of the same name. Sorted by name. What is no cluster is a problem, and left out.
 */
export function inventoryOf(tree: SourceTree, config: Config, finds: Finds): readonly Cluster[] {
  const found = finds.clusters.flatMap((secret) => clusterOfSecret(secret, finds));
  const listed = typeof config.clusters === 'string' ? clustersOfFile(tree, config.clusters, finds) : [];
  const given =
    typeof config.clusters === 'string'
      ? []
      : config.clusters.map((entry, index) => filledIn(entry, index, tree, config));
  const byName = new Map([...found, ...listed, ...given].map((cluster) => [cluster.name, cluster]));
  return [...byName.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function clusterOfSecret(secret: Found, finds: Finds): Cluster[] {
  const cluster = clusterOf(secret);
  if (cluster !== undefined) return [cluster];
  const lacks = dataOf(secret, 'name') === undefined ? 'name' : 'server';
  report(finds, secret.origin, [], `this cluster Secret has no ${lacks} in its data or stringData`);
  return [];
}

/** Argo CD's declarative cluster; undefined where it has no name or no server. */
export function clusterOf(secret: Found): Cluster | undefined {
  const { object, origin } = secret;
  const [name, server] = [dataOf(secret, 'name'), dataOf(secret, 'server')];
  if (name === undefined || server === undefined) return undefined;
  const { labels, annotations } = object.metadata;
  const project = dataOf(secret, 'project') ?? '';
  return { name, server, project, labels: texts(labels), annotations: texts(annotations), origin };
}

/** Base64 in `data`, or plain text in `stringData`, which wins as at the API server. */
function dataOf({ object }: Found, key: string): string | undefined {
  const plain = field(object.stringData, key);
  if (typeof plain === 'string') return plain;
  const encoded = field(object.data, key);
  return typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString('utf8') : undefined;
}

/** A file of the checked folder: a list of clusters, or documents that are cluster Secrets. */
function clustersOfFile(tree: SourceTree, path: string, finds: Finds): Cluster[] {
  const file = { tree, path: path.replace(/^\.\//, '') };
  const read = readYaml(file);
  if (!read.ok) {
    const message = `${path} ${read.reason}; the config's clusters should be in it`;
    finds.problem({ ruleId: 'file-unreadable', message, location: startOfFile(tree, file.path) });
    return [];
  }
  return read.yaml.documents.flatMap(({ value }, document) => {
    return value === null ? [] : clustersIn(value, { file, document, path: [] }, finds);
  });
}

/** A list, plain or under the key `clusters`; a Secret, or a List of them as kubectl prints it. */
function clustersIn(value: Json, origin: Origin, finds: Finds): Cluster[] {
  const kind = field(value, 'kind');
  if (kind === 'Secret') return clusterOfSecret({ object: value as Found['object'], origin }, finds);
  const key = kind === undefined ? 'clusters' : 'items';
  const list = Array.isArray(value) ? value : field(value, key);
  if (!Array.isArray(list)) {
    report(finds, origin, [], 'this is neither a list of clusters nor a cluster Secret');
    return [];
  }
  const path = Array.isArray(value) ? origin.path : [...origin.path, key];
  return (list as readonly Json[]).flatMap((entry, index) =>
    key === 'items' && !Array.isArray(value)
      ? clustersIn(entry, { ...origin, path: [...path, index] }, finds)
      : clusterListed(entry, { ...origin, path }, index, finds),
  );
}

function clusterListed(entry: Json, list: Origin, index: number, finds: Finds): Cluster[] {
  const { cluster, faults } = listedCluster(entry);
  for (const { path, message } of faults) report(finds, list, [index, ...path], message);
  if (cluster === undefined) return [];
  const labels = { [SECRET_TYPE]: 'cluster', ...cluster.labels };
  return [{ ...cluster, labels, origin: { ...list, path: [...list.path, index] } }];
}

type Listed = Exclude<Config['clusters'], string>[number];

function filledIn(entry: Listed, index: number, tree: SourceTree, { file }: Config): Cluster {
  const { name, server, project, kubernetes } = entry;
  return {
    name,
    server,
    project: project ?? '',
    labels: { [SECRET_TYPE]: 'cluster', ...texts(entry.labels) },
    annotations: texts(entry.annotations),
    ...(kubernetes !== undefined && { kubernetes }),
    ...(file !== undefined && {
      origin: { file: { tree, path: file }, document: 0, path: ['clusters', index] },
    }),
  };
}

/** Labels and annotations are text; what isn't, the API server refuses. */
function texts(map: Json | undefined): Record<string, string> {
  const kept: Record<string, Json> = {};
  if (isMap(map)) {
    for (const [key, value] of Object.entries(map)) if (typeof value === 'string') setOwn(kept, key, value);
  }
  return kept as Record<string, string>;
}

function report(finds: Finds, { file, document, path }: Origin, below: FieldPath, message: string): void {
  const read = readYaml(file);
  const location = read.ok
    ? {
        file: fileName(file),
        range: locateNearest(read.text, document, [...path, ...below]).range,
      }
    : startOfFile(file.tree, file.path);
  finds.problem({ ruleId: 'application-invalid', message, location, severity: 'warning' });
}

function field(value: Json | undefined, key: string): Json | undefined {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
