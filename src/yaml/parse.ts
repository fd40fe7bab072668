import { composeStream } from './compose/stream.ts';
import { convert } from './decode/convert.ts';
import { YamlFailure } from './failure.ts';
import { readFast } from './fast/documents.ts';
import type { ParsedYaml, YamlDocument, YamlProblem } from './types.ts';

/**
 * Every document of a YAML text as plain data, with the meaning that sigs.k8s.io/yaml gives it (Helm's and Argo CD's
 * reader). An empty text, or one of comments only, has no documents. Never throws.
 */
export function parseYaml(text: string): ParsedYaml {
  const documents = readFast(text);
  return documents === undefined ? parseSlowly(text) : { documents, problems: [] };
}

/** By way of tokens and nodes: whatever go-yaml reads. */
export function parseSlowly(text: string): ParsedYaml {
  const documents: YamlDocument[] = [];
  const problems: YamlProblem[] = [];
  try {
    for (const { contents, start, end } of composeStream(text)) {
      const { value, duplicates } = convert(contents);
      documents.push({ value, start, end });
      problems.push(...duplicates.map((duplicate) => duplicate.problem(text)));
    }
  } catch (error) {
    if (!(error instanceof YamlFailure)) throw error;
    problems.push(error.problem(text));
  }
  return { documents, problems };
}
