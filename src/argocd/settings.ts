/** Settings of the Argo CD that deploys a repository, as far as they decide what is applied: its ConfigMap argocd-cm. */
import { isMap } from '../json.ts';
import { compileGlob } from '../glob.ts';
import type { Json, JsonObject } from '../types.ts';
import { groupOf } from './kind.ts';

export type TrackingMethod = 'annotation' | 'label' | 'annotation+label';

export interface ArgoSettings {
  /** Where Argo CD runs; undefined where nothing tells: then an Application's namespace is taken for it. */
  readonly namespace?: string;
  readonly trackingMethod: TrackingMethod;
  readonly instanceLabelKey: string;
  /** `''`: none. */
  readonly installationId: string;
  readonly exclusions: readonly ResourceFilter[];
  readonly inclusions: readonly ResourceFilter[];
}

/** An entry of `resource.exclusions` or `resource.inclusions`; what it does not say, it does not ask for. */
export interface ResourceFilter {
  readonly apiGroups: readonly string[];
  readonly kinds: readonly string[];
  readonly clusters: readonly string[];
}

export const DEFAULT_SETTINGS: ArgoSettings = {
  trackingMethod: 'annotation',
  instanceLabelKey: 'app.kubernetes.io/instance',
  installationId: '',
  exclusions: [],
  inclusions: [],
};

/** Argo CD's `coreExcludedResources`. */
const NEVER_MANAGED: readonly ResourceFilter[] = [
  { apiGroups: ['events.k8s.io', 'metrics.k8s.io'], kinds: [], clusters: [] },
  { apiGroups: [''], kinds: ['Event'], clusters: [] },
  { apiGroups: ['coordination.k8s.io'], kinds: ['Lease'], clusters: [] },
];

/** Whether Argo CD takes no notice of a kind on a cluster; `server` is undefined where it isn't known. */
export type Exclusion = (apiVersion: string, kind: string, server: string | undefined) => boolean;

/** Argo CD's `IsExcludedResource`, which remembers its answers. */
export function exclusionOf(settings: ArgoSettings): Exclusion {
  const known = new Map<string, boolean>();
  return (apiVersion, kind, server) => {
    const group = groupOf({ apiVersion });
    const key = `${group}/${kind} ${server ?? ''}`;
    let answer = known.get(key);
    if (answer === undefined) known.set(key, (answer = isExcluded(settings, group, kind, server)));
    return answer;
  };
}

function isExcluded(
  { exclusions, inclusions }: ArgoSettings,
  group: string,
  kind: string,
  server: string | undefined,
): boolean {
  const matches = (filter: ResourceFilter): boolean =>
    matchesAny(filter.apiGroups, group) &&
    (filter.kinds.length === 0 || filter.kinds.includes('*') || filter.kinds.includes(kind)) &&
    isOnCluster(filter, server);
  if ([...NEVER_MANAGED, ...exclusions].some(matches)) return true;
  if (inclusions.some(matches)) return false;
  return inclusions.some((filter) => isOnCluster(filter, server));
}

/** A cluster that isn't known is none that a filter asks for: a guess may not leave anything out. */
function isOnCluster({ clusters }: ResourceFilter, server: string | undefined): boolean {
  return clusters.length === 0 || (server !== undefined && matchesAny(clusters, server));
}

function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.length === 0 || patterns.some((pattern) => globMatch(pattern, text));
}

/** Argo CD's `glob.Match`: gobwas's globs; a malformed one matches nothing. */
export function globMatch(pattern: string, text: string, separator?: string): boolean {
  const dialect = { braces: true, negation: '!' as const, ...(separator !== undefined && { separator }) };
  return compileGlob(pattern, dialect)?.(text) ?? false;
}

/** The filters that a value of argocd-cm's holds, or why Argo CD can't read it. */
export function resourceFilters(value: Json): readonly ResourceFilter[] | string {
  if (value === null) return [];
  if (!Array.isArray(value)) return 'is no list';
  const entries = value as readonly Json[];
  if (entries.some((entry) => !isMap(entry))) return 'has an entry that is no mapping';
  return (entries as readonly JsonObject[]).map(({ apiGroups, kinds, clusters }) => ({
    apiGroups: texts(apiGroups),
    kinds: texts(kinds),
    clusters: texts(clusters),
  }));
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
