import type { JsonObject, Severity } from '../types.ts';

/** `plimsoll.yaml`, validated, defaults filled in, frozen. `schemas/config.schema.json` documents each key. */
export interface Config {
  /** Its own file, seen from the checked folder; undefined where it is in no file there. */
  readonly file?: string;
  /** repoURL → folder relative to the config file; a URL or folder may hold one `*`, which matches one path segment; `*` alone is for all others. */
  readonly repositories: Readonly<Record<string, string>>;
  /** The folder of what `plimsoll vendor` fetches, relative to the config file. */
  readonly store: string;
  readonly leaves: {
    /** e.g. `environments/{environment}/{cloud}/{cluster}/{service}` */
    readonly pattern: string;
    /** The values file inside a leaf's folder. */
    readonly values: string;
    /** The chart with which a leaf is rendered that no Application covers; `{service}` and other segments are filled in. */
    readonly chart?: { readonly repoURL: string; readonly path: string };
  };
  /** Names of segments that make an environment a production one. */
  readonly production: readonly string[];
  /** Globs of files that are not looked at. */
  readonly exclude: readonly string[];
  /** The JSON Schema for leaf values: `builtin`, `none`, or a path relative to the config file. */
  readonly platformSchema: string;
  readonly profile: 'recommended' | 'strict';
  /** The lowest severity that fails the run. */
  readonly failOn: Severity;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly kubernetes: { readonly version: string; readonly apiVersions: readonly string[] };
  /** The clusters that Argo CD knows beside those with a Secret in the tree, or a file of the checked folder that lists them. */
  readonly clusters: readonly ClusterEntry[] | string;
  /** Settings of Argo CD's, above those of a ConfigMap argocd-cm in the tree. */
  readonly argocd: {
    readonly namespace?: string;
    readonly trackingMethod?: 'annotation' | 'label' | 'annotation+label';
    readonly instanceLabelKey?: string;
    readonly installationId?: string;
    /** In ApplicationSets' git files `*` stays in a folder, and `**` crosses folders. */
    readonly newGitFileGlobbing?: boolean;
    /** repoURLs, as in `repositories`, whose Git LFS files Argo CD fetches. */
    readonly enableLfs?: readonly string[];
  };
  readonly fixtures: Fixtures;
  readonly helm: {
    /** `3`, `4`, or an exact version, which charts then see. */
    readonly version: string;
    /** Another text gives other random values, certificates and keys. */
    readonly seed: string;
  };
  readonly limits: Limits;
}

export interface ClusterEntry {
  readonly name: string;
  readonly server: string;
  readonly project?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly kubernetes?: { readonly version?: string; readonly apiVersions?: readonly string[] };
}

/** What generators would return that ask somebody outside of the repository. */
export interface Fixtures {
  /** By organization (group, owner, project) or ApplicationSet name: one entry for each repository and branch. */
  readonly scmProvider: Readonly<Record<string, readonly ScmFixture[]>>;
  /** By `owner/repository` or ApplicationSet name. */
  readonly pullRequest: Readonly<Record<string, readonly PullRequestFixture[]>>;
  /** By the generator's `configMapRef`. */
  readonly clusterDecisionResource: Readonly<Record<string, DecisionFixture>>;
  /** By the generator's `configMapRef.name`: the `output.parameters` of the answer. */
  readonly plugin: Readonly<Record<string, readonly JsonObject[]>>;
}

export interface ScmFixture {
  readonly organization?: string;
  readonly repository: string;
  readonly repositoryId?: string | number;
  readonly url?: string;
  readonly branch?: string;
  readonly sha?: string;
  readonly labels?: readonly string[];
  /** The paths that `pathsExist` and `pathsDoNotExist` are answered by. */
  readonly paths?: readonly string[];
}

export interface PullRequestFixture {
  readonly number: number;
  readonly title?: string;
  readonly branch?: string;
  readonly targetBranch?: string;
  readonly headSha?: string;
  readonly labels?: readonly string[];
  readonly author?: string;
}

export interface DecisionFixture {
  /** The field of a decision that names the cluster. */
  readonly matchKey: string;
  readonly resources: readonly {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly decisions: readonly JsonObject[];
  }[];
}

export interface RuleSetting {
  /** `off`, or another severity than the rule's own. */
  readonly severity?: Severity | 'off';
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Budgets of one render or one file; above them is a diagnostic. */
export interface Limits {
  /** Bytes of one file that is read. */
  readonly fileBytes: number;
  /** Template nodes executed in one render. */
  readonly steps: number;
  /** Depth of nested template calls; not above what JavaScript's stack surely carries. */
  readonly depth: number;
  /** Characters that one render may print. */
  readonly outputLength: number;
  /** Applications that one ApplicationSet may make. */
  readonly applications: number;
}
