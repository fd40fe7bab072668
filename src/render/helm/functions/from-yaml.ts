/** `fromYaml` and `fromYamlArray`: errors become the value's `Error`, as in Helm. */
import { engineFault } from '../../../template/index.ts';
import type { CallContext, GoMap, Value } from '../../../template/value.ts';
import { parseYaml } from '../../../yaml/index.ts';

/** A text with a fault is read twice, the second time for Go's words. */
const STEPS_PER_CHARACTER = 8;

/** Only the first document counts, as in sigs.k8s.io/yaml. Throws Go's words. */
function decode(text: string, context: CallContext): Value {
  const { documents, problems } = parseYaml(text);
  if (problems.length > 0) context.spend(text.length * STEPS_PER_CHARACTER);
  const problem = problems.find(({ code }) => code !== 'duplicate-key');
  if (problem !== undefined && documents.length === 0) {
    throw new Error(`error converting YAML to JSON: ${problem.goError ?? problem.message}`);
  }
  return (documents[0]?.value ?? null) as Value;
}

/** What Go calls the value in `json: cannot unmarshal … into Go value`. */
export function jsonKind(value: Value): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'object' ? 'object' : typeof value;
}

function wrongKind(value: Value, type: string): Error {
  return new Error(
    `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonKind(value)} into Go value of type ${type}`,
  );
}

export function fromYaml(text: string, context: CallContext): GoMap {
  try {
    const value = decode(text, context);
    if (value === null) return {};
    if (jsonKind(value) !== 'object') throw wrongKind(value, 'map[string]interface {}');
    return value as GoMap;
  } catch (error) {
    const fault = engineFault(error);
    if (fault !== undefined) throw fault;
    return { Error: (error as Error).message };
  }
}

export function fromYamlArray(text: string, context: CallContext): Value[] {
  try {
    const value = decode(text, context);
    if (value === null) return [];
    if (!Array.isArray(value)) throw wrongKind(value, '[]interface {}');
    return value;
  } catch (error) {
    const fault = engineFault(error);
    if (fault !== undefined) throw fault;
    return [(error as Error).message];
  }
}
