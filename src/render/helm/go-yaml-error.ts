/** What sigs.k8s.io/yaml says of a text that it can't decode. */
import type { Json } from '../../types.ts';
import type { YamlProblem } from '../../yaml/index.ts';

export function goYamlError({ goError, message }: YamlProblem): string {
  return `error converting YAML to JSON: ${goError ?? message}`;
}

/** What Go calls the value in `json: cannot unmarshal … into Go value`. */
export function jsonKind(value: Json): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}

/** A document that should have been a mapping. */
export function notAMap(value: Json): string {
  return `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonKind(value)} into Go value of type map[string]interface {}`;
}
