import { setOwn } from '../../yaml/index.ts';
import { nilList, typed } from '../../sprig/index.ts';
import type { Value } from '../../template/index.ts';
import type { Cluster, Json, JsonObject } from '../../types.ts';
import { sanitizeName } from '../argo-names.ts';
import { isMap } from '../../json.ts';
import { field } from '../json-map.ts';

import { ClusterOrigin, listOrigin } from '../parameter-origins.ts';
import { compileLabelSelector, SelectorFault } from '../label-selector.ts';
import { GeneratorFailure, type GeneratorInput, type ParameterSet } from './generator.ts';
import { compileValues, stringMap } from './values.ts';

/** The cluster that Argo CD runs in, which needs no Secret. */
export const LOCAL_CLUSTER = { name: 'in-cluster', server: 'https://kubernetes.default.svc' };

const LIST_OF_MAPS = '[]map[string]interface {}';

/**
 * Argo CD's cluster generator (applicationset/generators/cluster.go) over the inventory: by name, where the controller's
 * order is random. The local cluster comes last, unless it has a Secret or a selector asks for labels.
 */
export function clusterGenerator(input: GeneratorInput): ParameterSet[] {
  const { generator, context } = input;
  const isSelected = compileClusterSelector(input);
  const withValues = compileValues(input);
  const clusters = context.inventory.filter(isSelected);
  if (clusters.length === 0 && asksForLabels(generator)) context.picksNone(context.inventory.length);
  const ours = context.set.origin.file;
  const sets = clusters.map((cluster) =>
    withValues(parametersOf(cluster, context.goTemplate), new ClusterOrigin(cluster, ours)),
  );
  if (!asksForLabels(generator) && !clusters.some(({ server }) => server === LOCAL_CLUSTER.server)) {
    const { name, server } = LOCAL_CLUSTER;
    sets.push(withValues({ name, nameNormalized: name, server, project: '' }, new ClusterOrigin({}, ours)));
  }
  if (field(generator, 'flatList') !== true) return sets;
  const maps = sets.map(({ parameters }) => parameters as Value);
  const all = sets.length === 0 ? nilList(LIST_OF_MAPS) : typed(maps, LIST_OF_MAPS);
  const origins = sets.map(({ origin }) => origin);
  return [{ parameters: { clusters: all as Json[] }, origin: listOrigin('clusters', origins) }];
}

function asksForLabels(generator: JsonObject): boolean {
  const [labels, expressions] = ['matchLabels', 'matchExpressions'].map((key) =>
    Object.keys(field(generator, 'selector', key) ?? {}),
  );
  return labels!.length + expressions!.length > 0;
}

function compileClusterSelector({ generator, path }: GeneratorInput): (cluster: Cluster) => boolean {
  const selector = field(generator, 'selector');
  if (!isMap(selector)) return () => true;
  try {
    const matches = compileLabelSelector(selector, { anyValue: false });
    return ({ labels }) => matches(new Map(Object.entries(labels)));
  } catch (error) {
    if (!(error instanceof SelectorFault)) throw error;
    throw new GeneratorFailure('application-invalid', [...path, 'selector', ...error.path], error.message);
  }
}

/** Annotations that Argo CD or kubectl write themselves are no parameters. */
const NOT_PARAMETERS: ReadonlySet<string> = new Set([
  'argocd.argoproj.io/refresh',
  'argocd.argoproj.io/hydrate',
  'argocd.argoproj.io/tracking-id',
  'argocd.argoproj.io/installation-id',
  'kubectl.kubernetes.io/last-applied-configuration',
]);

function parametersOf(cluster: Cluster, goTemplate: boolean): Record<string, Json> {
  const { name, server, project, labels, annotations } = cluster;
  const kept = Object.entries(annotations).filter(([key]) => !NOT_PARAMETERS.has(key));
  const parameters: Record<string, Json> = { name, nameNormalized: sanitizeName(name), server, project };
  if (goTemplate) {
    const metadata: Record<string, Json> = {};
    if (Object.keys(annotations).length > 0) metadata.annotations = copyOf(kept);
    if (Object.keys(labels).length > 0) metadata.labels = copyOf(Object.entries(labels));
    parameters.metadata = metadata;
    return parameters;
  }
  for (const [key, value] of kept) parameters[`metadata.annotations.${key}`] = value;
  for (const [key, value] of Object.entries(labels)) parameters[`metadata.labels.${key}`] = value;
  return parameters;
}

function copyOf(entries: readonly (readonly [string, string])[]): JsonObject {
  const map: Record<string, Json> = {};
  for (const [key, value] of entries) setOwn(map, key, value);
  return stringMap(map);
}
