/**
 * The shapes that the stages hand to each other. A stage imports this file, the libraries below it and nothing of
 * another stage; `run.ts` alone joins them.
 */
import type { ArgoSettings } from './argocd/settings.ts';
import type { SyncRole } from './argocd/sync-role.ts';
import type { TraceLog } from './template/trace-log.ts';

/** A place in a text, counted from 1; `character` counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From `start` up to, not including, `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** `file` is the path that a person types from the checked folder: relative to it, with `/`, `..` for a tree beside it. */
export interface Location {
  readonly file: string;
  readonly range: Range;
  /** Of what a generator's parameters fill in; where a Diagnostic is made of it, these are among its related places. */
  readonly via?: Via;
}

/** What leads from the place of a parameter to the field that it fills in, or from such a field to its parameters. */
export interface Via {
  /** The expressions that take the parameter on, from its place to the field: `{{ .image.tag }}`. */
  readonly steps: readonly string[];
  readonly places: readonly RelatedLocation[];
}

export interface RelatedLocation extends Location {
  readonly message: string;
}

export type Severity = 'error' | 'warning' | 'info';

/** Keys and indexes from the top of a YAML document or an object. */
export type FieldPath = readonly (string | number)[];

/** What JSON can hold. Objects made by us have own properties only; look names up with `Object.hasOwn`. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** One read of a file: its text, or why there is none. `reason` completes the sentence "<path> …". */
export type ReadResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: ReadFailure; readonly reason: string };

export type ReadFailure = 'missing' | 'directory' | 'unreadable' | 'too-large' | 'outside' | 'binary';

/**
 * A read-only tree of files: a folder, a git commit, or memory. Paths are relative to its top, with `/`, normalised,
 * never starting with `/`; `''` is the top. Nothing outside can be reached by `..` or a symbolic link.
 */
export interface SourceTree {
  /** What stands before a path of this tree in a report: `''` for the checked tree, else e.g. `../apps/payments-api/`. */
  readonly prefix: string;
  /** Where the checked folder lies in this tree, if this is the repository around it, e.g. `deploy/gitops`. */
  readonly checkedFolder?: string;
  /** Every file (not folder) that is not ignored, sorted by UTF-16 code unit. */
  list(): readonly string[];
  /** Every folder that holds a file, directly or not, sorted; without the top. */
  directories(): readonly string[];
  read(path: string): ReadResult;
  readBytes(path: string): Uint8Array | undefined;
  kind(path: string): 'file' | 'directory' | undefined;
  /** Symbolic links that lead to nothing, or in a circle; they are among the files. */
  brokenLinks?(): readonly string[];
}

/** A file of a tree. `fileName` gives its name in a report. */
export interface SourceFile {
  readonly tree: SourceTree;
  readonly path: string;
}

/** Where a thing was written: a document of a YAML file, and the path inside it. */
export interface Origin {
  readonly file: SourceFile;
  /** Index of the document in the file, from 0. */
  readonly document: number;
  readonly path: FieldPath;
  /** Of what a template printed: where the field at a path from the object's top, or what is nearest to it, is written. */
  readonly printed?: (path: FieldPath) => Location;
  /** Of what parameters of an ApplicationSet's generators fill in: as `printed`, and stronger. */
  readonly filled?: FilledPlaces;
}

/** Knows of each field that is filled in where it is written. */
export interface FilledPlaces {
  /**
   * Of the field at a path from the object's top, or what is nearest to it: the parameter that alone decides it, else the text
   * that is filled in. `focus`: the part of its value that is meant.
   */
  place(path: FieldPath, part?: 'value' | 'key', focus?: string): Location;
}

/** What a stage noticed. `check/diagnose.ts` alone makes Diagnostics of these. */
export interface Problem {
  readonly ruleId: string;
  readonly message: string;
  readonly location: Location;
  readonly related?: readonly RelatedLocation[];
  readonly application?: string;
  readonly leaf?: Leaf;
  readonly resource?: ResourceId;
  /** The way in one line: `image.tag → templates/deployment.yaml:24 → spec.template.spec.containers[0].image`. */
  readonly trace?: string;
  /** Only where the rule's own severity does not hold, e.g. a syntax error in a file that nothing deploys. */
  readonly severity?: Severity;
  /** The message says it all: wherever it comes up, it is one and the same, said once with the places. */
  readonly anywhere?: true;
  /** What made the Application, where the place is in it: of one place's problems that are alike many are said as one. */
  readonly alike?: string;
}

export interface Diagnostic extends Problem {
  readonly severity: Severity;
  readonly related: readonly RelatedLocation[];
  /** Other Applications in which the very same stands, sorted. */
  readonly also: readonly string[];
  /** Stable over edits elsewhere in the file: a hash of rule, file, application, resource and message. */
  readonly fingerprint: string;
}

export interface ResourceId {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

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

/** The trees of a run: folders that stand for repositories, and what `plimsoll vendor` fetched. */
export interface Trees {
  /** The tree that is being checked; its `prefix` is `''`. */
  readonly checked: SourceTree;
  /**
   * A folder that stands for the repoURL, whatever the revision; else what plimsoll.lock has of it at that revision. Say
   * the revision (`''` for the default branch) wherever there is one: only then does `vendor` know what to fetch. `namedBy`
   * is the file that names it, as a report does.
   */
  resolve(repoURL: string, revision?: string, namedBy?: string): { readonly tree: SourceTree } | Unresolved;
  /** A chart of a chart repository or an OCI registry: its folder in a tree. Absent where nothing can be vendored. */
  resolveChart?(
    repoURL: string,
    chart: string,
    revision: string,
    namedBy?: string,
  ): { readonly tree: SourceTree; readonly folder: string } | Unresolved;
  /** A file of a web server; or of a URL that may name a repository as well, which only its server knows, that one's tree. */
  resolveFile?(
    url: string,
    repository?: Pick<RemoteSource, 'repoURL' | 'revision'>,
    namedBy?: string,
  ): { readonly file: SourceFile } | { readonly tree: SourceTree } | Unresolved;
}

export interface Unresolved {
  /** Completes "repoURL …", e.g. "is not among `repositories:` in plimsoll.yaml". */
  readonly reason: string;
  /** What to do about it, where that is not to map the repository to a folder. */
  readonly remedy?: string;
  /** True where no folder was meant to stand for it. */
  readonly unmapped?: boolean;
}

/** A source that no folder here stands for. */
export interface RemoteSource {
  /** A chart of an HTTP chart repository, something in an OCI registry, a git repository, or a file of a web server. */
  readonly kind: 'chart' | 'oci' | 'git' | 'file';
  /** As it is written, without credentials. */
  readonly repoURL: string;
  /** The chart; absent for git, and for an artifact that is named by its URL alone. */
  readonly name?: string;
  /** A version, a range, a branch, a tag, a commit; as it is written. */
  readonly revision: string;
  /** True for a git repository with the files for which its Git LFS pointers stand. */
  readonly lfs?: true;
}

/** One entry of plimsoll.lock. */
export interface LockedSource extends RemoteSource {
  /** The version or the tag, for git the commit, `''` for a file. */
  readonly resolved: string;
  /** `sha256:` and 64 hexadecimal digits: of the archive, or for git of the commit's files as a tar archive. */
  readonly digest: string;
  /** True for a packaged chart, whose top is the chart's own folder. */
  readonly isChart?: boolean;
  /** The files that name it, as a report does, sorted; of many the first. */
  readonly namedBy?: readonly string[];
}

/** A source that a run asked plimsoll.lock and the store for, and what they had. */
export interface AskedSource extends RemoteSource {
  readonly locked?: LockedSource;
  /** Why it could not be had; undefined where it could. */
  readonly missing?: string;
  /** What it is where it turns out to be no file. */
  readonly orElse?: RemoteSource;
  readonly namedBy: ReadonlySet<string>;
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

/** One values source of a Helm render; layers stand in order of precedence, lowest first. */
export interface Layer {
  readonly origin: Origin;
  /** Where its top goes in the merged values: `[]`, or the subchart's names for a subchart's own `values.yaml`. */
  readonly at: FieldPath;
  readonly data: JsonObject;
  readonly kind: 'chart' | 'file' | 'inline' | 'parameter';
}

/** How a manifest's fields lead back to what an author can edit. */
export type Provenance =
  | { readonly kind: 'file'; readonly origin: Origin }
  | {
      readonly kind: 'template';
      /** The chart's template, e.g. `templates/deployment.yaml` in the chart's tree. */
      readonly file: SourceFile;
      readonly log: TraceLog;
      /** Where `Manifest.text` begins in that template's output, in UTF-16 code units. */
      readonly offset: number;
    };

export interface Manifest {
  readonly object: KubernetesObject;
  /** The document as it was rendered, without `---`. */
  readonly text: string;
  readonly provenance: Provenance;
  readonly sync: SyncRole;
}

/** One Application (or an orphaned leaf), rendered. */
export interface Rendered {
  readonly application: Application;
  readonly manifests: readonly Manifest[];
  /** Empty for anything but Helm. */
  readonly layers: readonly Layer[];
  /** One per template file that was executed, also of those that printed nothing: that is where a missing resource's guard is. */
  readonly logs: readonly TraceLog[];
  readonly problems: readonly Problem[];
  /** Why it was not rendered, in words, or undefined where it was. */
  readonly failure?: string;
  /**
   * What it would be with these values over all others of its Helm sources: a trace asks so what a value decides. `template`
   * is the only one to execute, by its name in the log; by default all are.
   */
  readonly again?: (overlay: JsonObject, template?: string) => Rendered;
}

/** Something found but not rendered or not checked, and why. */
export interface Gap {
  readonly what: string;
  readonly reason: string;
  readonly location?: Location;
}

export interface Coverage {
  readonly files: number;
  readonly applicationSets: number;
  readonly applications: { readonly found: number; readonly rendered: number };
  readonly leaves: { readonly found: number; readonly rendered: number };
  readonly resources: number;
  readonly gaps: readonly Gap[];
}

/** One row of the summary's matrix. */
export interface MatrixCell {
  readonly environment: string;
  readonly cloud: string;
  readonly cluster: string;
  readonly services: number;
  readonly resources: number;
  readonly errors: number;
  readonly warnings: number;
}

/** Milliseconds, each stage's share of the run. */
export type Timings = Readonly<Record<'load' | 'discover' | 'expand' | 'render' | 'check', number>>;

/** What a run found out; everything that a format prints. */
export interface Report {
  readonly version: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: Coverage;
  readonly matrix: readonly MatrixCell[];
  readonly timings: Timings;
  /** True when a diagnostic reaches the configured `failOn` severity. */
  readonly failed: boolean;
}

/** One rule's metadata, from its `# METADATA` block by way of `policies/generated/rules.json`. */
export interface Rule {
  readonly id: string;
  readonly category: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  /** Where it is lower outside production. */
  readonly severityElsewhere?: Severity;
  readonly profile: 'recommended' | 'strict';
  /** Who decides it: a stage of the engine, or Rego. */
  readonly decidedBy: 'engine' | 'rego';
  readonly remediation: string;
  /** Option name → its JSON Schema, default included. */
  readonly options: Readonly<Record<string, JsonObject>>;
  readonly links: readonly string[];
}
