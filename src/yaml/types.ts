import type { Json, Range } from '../types.ts';

/** What is wrong with a YAML text, with its place. */
export interface YamlProblem {
  readonly code: 'invalid' | 'duplicate-key' | 'too-many-aliases' | 'too-deep';
  readonly message: string;
  readonly range: Range;
  /** Go's words, `yaml: line 3: …`; none of a duplicate key, which sigs.k8s.io/yaml takes. */
  readonly goError?: string;
}

/** One document of a YAML text. `text.slice(start, end)` is the document without its `---` line. */
export interface YamlDocument {
  readonly value: Json;
  readonly start: number;
  readonly end: number;
}

/** With an `invalid`, `too-many-aliases` or `too-deep` problem the documents before it are still given. */
export interface ParsedYaml {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly YamlProblem[];
}
