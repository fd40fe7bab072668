import type { TemplateError } from '../../../template/index.ts';
import type { FunctionTable, Value } from '../../../template/value.ts';
import type { LogLine } from '../log.ts';
import type { Dependency, Metadata } from '../metadata.ts';

/**
 * What one Helm does otherwise than another, each difference once: who meets it asks the version, and nobody compares
 * version numbers. All that is not here is the same in both.
 */
export interface HelmVersion {
  /** What it says of its own build, in Go's order: `.Capabilities.HelmVersion`. */
  readonly build: readonly BuildField[];
  /** The Kubernetes that it takes for the cluster's where nobody says. */
  readonly kubeVersion: string;
  /** The API versions that it knows of a cluster that it is not connected to, in its order. */
  readonly apiVersions: readonly string[];
  /** The Go packages of its types, which `typeOf` and errors name. */
  readonly packages: { readonly common: string; readonly chart: string; readonly release: string };
  /** The kinds that it installs first, each with its place in their order. */
  readonly installOrder: ReadonlyMap<string, number>;
  readonly functions: FunctionTable;
  /** Whether `.Capabilities.KubeVersion.Version` keeps what stands behind the numbers, as `-gke.100`. */
  readonly keepsKubeSuffix: boolean;
  /** Whether Chart.yaml's `apiVersion` is read before all else, and an unknown one refused. */
  readonly checksApiVersion: boolean;
  /** Whether all documents of a values file count, or the first alone. */
  readonly stacksDocuments: boolean;
  /** Whether null in a chart's own values reaches its templates. */
  readonly keepsDefaultNulls: boolean;
  /** Whether `--set-json` takes an object without a key before it. */
  readonly takesJsonObjects: boolean;
  /** Whether a text that ends inside `--set`'s brackets is refused. */
  readonly refusesOpenIndex: boolean;
  /** Whether the aliases of one chart share the charts below it, so that these belong to the last alias. */
  readonly sharesAliased: boolean;
  /** Whether `.Files.Lines` of an empty file is an empty list; else an error. */
  readonly readsEmptyLines: boolean;
  /** Makes `.Chart` for a chart in its place; the result is called once for each release. */
  readonly chartObject: (metadata: Metadata, place: ChartPlace) => () => Value;
  /** A text of several YAML documents → those that are not empty. */
  readonly splitDocuments: (text: string) => DocumentPart[];
  readonly words: HelmWords;
  /** How it writes a line of its log, where that is not as Go's `slog` does: with the line's end, or nothing. */
  readonly logText?: (line: LogLine) => string;
}

export interface BuildField {
  readonly name: string;
  /** Its key in JSON. */
  readonly key: string;
  readonly value: string;
}

/** A chart in a release. */
export interface ChartPlace {
  /** Its alias, where it has one. */
  readonly name: string;
  readonly declared: readonly Dependency[];
  readonly isRoot: boolean;
}

export interface DocumentPart {
  readonly text: string;
  /** Where it begins in the whole. */
  readonly offset: number;
}

/** How it puts a failure that each Helm has. */
export interface HelmWords {
  /** Before the names of what `charts/` lacks. */
  readonly missingDependencies: string;
  /** What an archive is larger than. */
  readonly archiveBound: string;
  /** Of a folder, or an archive, without Chart.yaml. */
  readonly noChartFile: (folder: string | undefined) => string;
  /** Before what is wrong with a release's name. */
  readonly releaseName: string;
  /** Before why subcharts and values do not fit. */
  readonly dependencies: string;
  /** Before why a document of values can't be decoded. */
  readonly valuesDocument: string;
  /** Why a template failed while it ran, other than by `required` and `fail`. */
  readonly execution: (error: TemplateError) => string;
}
