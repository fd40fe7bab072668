/** What is found in the checked tree, and the Applications that come of it. */
import type { ArgoSettings } from '../argocd/settings.ts';
import type { JsonObject } from './place.ts';
import type { Problem } from './problem.ts';
import type { Gap } from './report.ts';
import type { Origin, SourceFile } from './source.ts';

/** One service on one cluster in one environment of one cloud: a folder that the leaf pattern matches. */
export interface Leaf {
  /** The folder, relative to the checked tree. */
  readonly path: string;
  /** The pattern's named segments: `environment`, `cloud`, `cluster`, `service` and whatever else it names. */
  readonly segments: Readonly<Record<string, string>>;
  readonly production: boolean;
  /** The leaf's own values file, if it has one. */
  readonly values?: SourceFile;
}

export interface KubernetesObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject & { readonly name: string };
}

/** An Argo CD object as written, with where it stands. */
export interface Found<T extends JsonObject = KubernetesObject> {
  readonly object: T;
  readonly origin: Origin;
}

/** An Argo CD Application, written by hand or made by an ApplicationSet. */
export interface Application {
  readonly name: string;
  readonly namespace: string;
  /** The whole object, as Argo CD would see it. */
  readonly object: KubernetesObject;
  /**
   * Where to change it: for a generated one the ApplicationSet's `spec.template`, so that a path inside `object`
   * appended to `origin.path` leads to the template's field.
   */
  readonly origin: Origin;
  readonly generatedBy?: { readonly name: string; readonly parameters: JsonObject };
  /** The Application that renders this one, or the ApplicationSet that makes it. */
  readonly parent?: Application;
  readonly leaf?: Leaf;
  /** True where the leaf, or else a segment of the source paths, destination or project, is a production environment. */
  readonly production: boolean;
  /** Why nothing can come of it; said where it is rendered, of which it gives nothing. */
  readonly refused?: Problem;
}

/** A cluster that Argo CD knows of, as its Secret or the config's `clusters` describes it. */
export interface Cluster {
  readonly name: string;
  readonly server: string;
  /** `''`: every project may use it. */
  readonly project: string;
  /** Those of the Secret, `argocd.argoproj.io/secret-type` among them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly kubernetes?: { readonly version?: string; readonly apiVersions?: readonly string[] };
  /** Undefined for one that a config lists which is no file of the checked tree. */
  readonly origin?: Origin;
}

/** What `discover` finds in the checked tree. */
export interface Discovered {
  readonly applications: readonly Found[];
  readonly applicationSets: readonly Found[];
  readonly projects: readonly Found[];
  /** Secrets labelled `argocd.argoproj.io/secret-type: cluster`. */
  readonly clusters: readonly Found[];
  /** The clusters that Argo CD deploys to: of those Secrets and of the config's `clusters`, by name, each name once. */
  readonly inventory: readonly Cluster[];
  readonly argocd: ArgoSettings;
  readonly crds: readonly Found[];
  readonly leaves: readonly Leaf[];
  /** YAML files looked at. */
  readonly files: number;
  readonly problems: readonly Problem[];
  readonly gaps: readonly Gap[];
}

/** Every Application that the controllers would make, by name. */
export interface Fleet {
  readonly applications: readonly Application[];
  readonly problems: readonly Problem[];
  readonly gaps: readonly Gap[];
}
