import type { Json, KubernetesObject, Rendered } from '../../types.ts';

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
}

export function policyInput({ application, manifests }: Rendered, values: Json): PolicyInput {
  const { leaf, production, object } = application;
  return {
    application: object,
    leaf: leaf ? { path: leaf.path, production: leaf.production, segments: leaf.segments } : null,
    production,
    values,
    manifests: manifests.map((manifest) => manifest.object),
  };
}
