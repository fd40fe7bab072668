import type { ParsedYaml, YamlDocument, YamlProblem } from '../types.ts';
import { compose } from './compose.ts';
import { convert } from './convert.ts';
import { YamlFailure } from './failure.ts';

/** Every document by way of the `yaml` package, up to the first that can't be read. */
export function parseWithLibrary(text: string): ParsedYaml {
  const documents: YamlDocument[] = [];
  const problems: YamlProblem[] = [];
  const composed = compose(text);
  try {
    for (const { contents, aliases, start, end, failure } of composed.documents) {
      if (failure !== undefined) throw failure;
      const { value, duplicates } = convert(contents, aliases);
      documents.push({ value, start, end });
      problems.push(...duplicates.map((duplicate) => duplicate.problem(text)));
    }
    if (composed.failure !== undefined) throw composed.failure;
  } catch (error) {
    problems.push(asFailure(error).problem(text));
  }
  return { documents, problems };
}

function asFailure(error: unknown): YamlFailure {
  if (error instanceof YamlFailure) return error;
  return new YamlFailure(error instanceof RangeError ? 'too-deep' : 'invalid', String(error), 0, 1);
}
