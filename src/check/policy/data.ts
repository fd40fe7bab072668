import type { Config } from '../../config/types.ts';
import type { Discovered, Found, Json, Rule } from '../../types.ts';
import { scopesOf } from '../../argocd/scopes.ts';
import { isOn, optionsOf } from '../settings.ts';

/** What every evaluation of a run may look up, under `data` in Rego. Loaded into the Wasm once. */
export interface PolicyData {
  readonly config: {
    /** Rule id → its options, defaults included. */
    readonly options: Readonly<Record<string, unknown>>;
    /** Rules that aren't evaluated. */
    readonly off: Readonly<Record<string, true>>;
    readonly production: readonly string[];
  };
  /** AppProject's name → its spec. */
  readonly projects: Readonly<Record<string, Json>>;
  /** Where Argo CD runs, where that is known. */
  readonly argocd: { readonly namespace?: string };
  /** Clusters by name and by server. */
  readonly clusters: {
    readonly named: Readonly<Record<string, Cluster>>;
    readonly served: Readonly<Record<string, Cluster>>;
  };
  /** `Kind.group` → `Cluster` or `Namespaced`: what is known, and the CRDs in the tree. */
  readonly scopes: Readonly<Record<string, Json>>;
}

interface Cluster {
  readonly name: string;
  readonly server: string;
  /** `''`: every project's. */
  readonly project: string;
}

/** The cluster that Argo CD runs in, which needs no Secret. */
const IN_CLUSTER: Cluster = { name: 'in-cluster', server: 'https://kubernetes.default.svc', project: '' };

export function policyData(config: Config, rules: readonly Rule[], discovered: Discovered): PolicyData {
  const clusters = [...discovered.inventory, IN_CLUSTER].map(({ name, server, project }) => ({
    name,
    server: server.replace(/\/+$/, ''),
    project,
  }));
  return {
    config: {
      options: Object.fromEntries(rules.map((rule) => [rule.id, optionsOf(config, rule)])),
      off: Object.fromEntries(
        rules.filter((rule) => !isOn(config, rule)).map((rule) => [rule.id, true as const]),
      ),
      production: config.production,
    },
    projects: Object.fromEntries(
      firstWins(discovered.projects).map(([name, { object }]): [string, Json] => [
        name,
        object['spec'] ?? {},
      ]),
    ),
    argocd: discovered.argocd.namespace === undefined ? {} : { namespace: discovered.argocd.namespace },
    clusters: {
      named: Object.fromEntries(clusters.toReversed().map((cluster) => [cluster.name, cluster])),
      served: Object.fromEntries(clusters.toReversed().map((cluster) => [cluster.server, cluster])),
    },
    scopes: scopesOf(discovered.crds.map(({ object }) => object)),
  };
}

/** AppProjects by name; of two with one name the first. */
export function projectsByName(projects: readonly Found[]): ReadonlyMap<string, Found> {
  return new Map(firstWins(projects));
}

function firstWins(projects: readonly Found[]): [string, Found][] {
  return projects.toReversed().flatMap((found): [string, Found][] => {
    const { name } = found.object.metadata;
    return typeof name === 'string' ? [[name, found]] : [];
  });
}
