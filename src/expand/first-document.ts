import type { Json } from '../types.ts';
import { parseYaml } from '../yaml/index.ts';

/**
 * What sigs.k8s.io/yaml's `Unmarshal` sees of a text: its first document, `null` where it is empty. A key that stands
 * twice is no fault to it; the last one counts.
 */
export function firstDocument(source: string): { readonly value: Json } | { readonly fault: string } {
  const { documents, problems } = parseYaml(source);
  const first = documents[0];
  if (first !== undefined) return { value: first.value };
  const problem = problems.find(({ code }) => code !== 'duplicate-key');
  return problem === undefined ? { value: null } : { fault: problem.message };
}
