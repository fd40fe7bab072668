import { composeStream } from './compose/stream.ts';
import { convert } from './decode/convert.ts';
import { tooDeep } from './depth.ts';
import { YamlFailure } from './failure.ts';
import type { BlockMemo } from './fast/block-memo.ts';
import { readFast } from './fast/documents.ts';
import { offsetRange } from './place/position.ts';
import type { ParsedYaml, YamlDocument, YamlProblem } from './types.ts';

/**
 * Every document of a YAML text as plain data, with the meaning that sigs.k8s.io/yaml gives it (Helm's and Argo CD's
 * reader). An empty text, or one of comments only, has no documents. Never throws. With `blocks`, what was read before
 * is shared: for data that nobody changes.
 */
export function parseYaml(text: string, blocks?: BlockMemo): ParsedYaml {
  const documents = readFast(text, blocks);
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
      for (const { message, start: from, end: to } of duplicates) {
        problems.push({ code: 'duplicate-key', message, range: offsetRange(text, from, to) });
      }
    }
  } catch (error) {
    problems.push(asFailure(error).problem(text));
  }
  return { documents, problems };
}

/** Called from deep in a stack, the bound on nesting may not be reached before the stack's own. */
function asFailure(error: unknown): YamlFailure {
  if (error instanceof YamlFailure) return error;
  if (error instanceof RangeError) return tooDeep(0);
  throw error;
}
