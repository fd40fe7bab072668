import type { Json } from '../types.ts';
import { parseYaml } from '../yaml/index.ts';

/**
 * What sigs.k8s.io/yaml's `Unmarshal` sees of a text: its first document, `null` where it is empty. A key that stands
 * twice is no fault to it; the last one counts. `line`: of the fault, from 1.
 */
export function firstDocument(
  source: string,
): { readonly value: Json } | { readonly fault: string; readonly line: number } {
  const { documents, problems } = parseYaml(source);
  const first = documents[0];
  if (first !== undefined) return { value: first.value };
  const problem = problems.find(({ code }) => code !== 'duplicate-key');
  if (problem === undefined) return { value: null };
  return { fault: problem.message, line: problem.range.start.line };
}
