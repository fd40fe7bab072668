import type { FieldPath, Location, RelatedLocation } from '../types.ts';

/** What one Rego rule says of one Application; `tracePolicyResult` leads it back to a place that a person can edit. */
export interface PolicyResult {
  /** The rule's id, e.g. `image-not-pinned`. */
  readonly rule: string;
  readonly message: string;
  /** What `path` starts from: a rendered manifest, the Application's object, or the leaf's own values. */
  readonly subject: 'manifest' | 'application' | 'values';
  /** Index in `Rendered.manifests`; always there when the subject is a manifest. */
  readonly manifest?: number;
  /** The offending field; where something is missing, the field that would hold it. `[]` is the whole subject. */
  readonly path: FieldPath;
  /** What isn't there: a resource's kind, or literal text that a template would have printed. */
  readonly missing?: MissingKind | MissingText;
  /** The part of the field's value that is wrong, e.g. an image's tag, where several values made the field. */
  readonly focus?: string;
}

export interface MissingKind {
  readonly kind: string;
}

export interface MissingText {
  readonly text: string;
}

/** Where a policy's result belongs, the places beside it, and the way there in one line. */
export interface Traced {
  readonly location: Location;
  readonly related: readonly RelatedLocation[];
  readonly trace?: string;
}
