/** What is noticed, by which rule. */
import type { Leaf } from './fleet.ts';
import type { JsonObject, Location, RelatedLocation } from './place.ts';

export type Severity = 'error' | 'warning' | 'info';

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
