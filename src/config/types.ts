import type { Severity } from '../types.ts';

/** `plimsoll.yaml`, validated, defaults filled in, frozen. `schemas/config.schema.json` documents each key. */
export interface Config {
  /** repoURL → folder relative to the config file; a URL or folder may hold one `*`, which matches one path segment. */
  readonly repositories: Readonly<Record<string, string>>;
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
  readonly limits: Limits;
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
  /** Depth of nested template calls. */
  readonly depth: number;
  /** Characters that one render may print. */
  readonly outputLength: number;
  /** Applications that one ApplicationSet may make. */
  readonly applications: number;
}
