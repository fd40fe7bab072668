/** What an Application renders, and where it came from. */
import type { SyncRole } from '../argocd/sync-role.ts';
import type { TraceLog } from '../template/trace-log.ts';
import type { Application, KubernetesObject } from './fleet.ts';
import type { FieldPath, JsonObject } from './place.ts';
import type { Problem } from './problem.ts';
import type { Origin, SourceFile } from './source.ts';

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
