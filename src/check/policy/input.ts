import type { Json, KubernetesObject, Manifest, Rendered } from '../../types.ts';

/** What Rego sees of one Application, as `input`. */
export interface PolicyInput {
  readonly application: KubernetesObject;
  readonly leaf: {
    readonly path: string;
    readonly production: boolean;
    /** The leaf pattern's named segments. */
    readonly segments: Readonly<Record<string, string>>;
  } | null;
  readonly production: boolean;
  /** The leaf's own values as written, or null where it has none. */
  readonly values: Json;
  readonly manifests: readonly KubernetesObject[];
  /** A manifest's index → when Argo CD applies it, lower first, where that is not in wave 0 of the sync. */
  readonly order: Readonly<Record<string, number>>;
}

/** More than any wave has. */
const PHASE = 1_000_000;
/** Of the phases of a sync; what belongs to none of them is ordered among no others. */
const PHASES: ReadonlyMap<string, number> = new Map([
  ['PreSync', -PHASE],
  ['Sync', 0],
  ['PostSync', PHASE],
]);

export function policyInput({ application, manifests }: Rendered, values: Json): PolicyInput {
  const { leaf, production, object } = application;
  return {
    application: object,
    leaf: leaf ? { path: leaf.path, production: leaf.production, segments: leaf.segments } : null,
    production,
    values,
    manifests: manifests.map((manifest) => manifest.object),
    order: orderOf(manifests),
  };
}

function orderOf(manifests: readonly Manifest[]): Record<string, number> {
  const order: Record<string, number> = {};
  for (const [index, { sync }] of manifests.entries()) {
    const rank = (PHASES.get(sync.phases[0] ?? 'Sync') ?? 0) + sync.wave;
    if (rank !== 0) order[index] = rank;
  }
  return order;
}
