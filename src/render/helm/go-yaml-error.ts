/** What sigs.k8s.io/yaml says of a text that it can't decode. */
import type { Json } from '../../types.ts';
import type { YamlProblem } from '../../yaml/index.ts';

/** go-yaml names the line only from the second on; what JSON cannot hold fails a step later, without a line. */
export function goYamlError({ message, range }: YamlProblem): string {
  if (message.startsWith('JSON has no number'))
    return `error converting YAML to JSON: json: unsupported value: ${infinity(message)}`;
  const { line } = range.start;
  const where = line === 1 ? '' : `line ${line}: `;
  return `error converting YAML to JSON: yaml: ${where}${message}`;
}

function infinity(message: string): string {
  if (/nan/i.test(message)) return 'NaN';
  return message.includes('-') ? '-Inf' : '+Inf';
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
