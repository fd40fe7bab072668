import { parseWithLibrary } from './library/parse.ts';
import type { ParsedYaml } from './types.ts';

/**
 * Every document of a YAML text as plain data, with the meaning that sigs.k8s.io/yaml gives it (Helm's and Argo CD's
 * reader). An empty text, or one of comments only, has no documents. Never throws.
 */
export function parseYaml(text: string): ParsedYaml {
  return parseWithLibrary(text);
}
