import { SPAN } from '../../template/trace-log.ts';
import type { TraceLog } from '../../template/trace-log.ts';
import type { Layer, Problem } from '../../types.ts';
import { fileLocation, lineRange, problemOf } from '../places.ts';
import type { Source } from '../source.ts';
import type { DocumentFault, TemplateOutput } from './documents.ts';
import type { ChartProgram } from './program.ts';
import { placeProblem } from './template-problem.ts';

/** What is wrong with rendered YAML, on the template line that printed it. */
export function documentProblems(
  bad: readonly DocumentFault[],
  program: ChartProgram,
  source: Source,
  layers: readonly Layer[],
  ruleId = 'template-failed',
): Problem[] {
  return bad.map(({ output, offset, message }) => {
    const { file } = program.files.get(output.name)!;
    const { line, path } = templateLine(output, offset);
    const location = fileLocation(file.source, lineRange(file.text, line));
    const values = path[0] === 'Values' ? path.slice(1) : [];
    if (ruleId !== 'template-failed') return problemOf(source.application, ruleId, message, location);
    return placeProblem(source, message, { location, file }, layers, values);
  });
}

interface TemplateLine {
  readonly line: number;
  /** The first value path that the action there read. */
  readonly path: readonly (string | number)[];
}

/** The line of the action that wrote `offset`, else of the last one before it, plus the lines printed since. */
function templateLine({ text, log }: TemplateOutput, offset: number): TemplateLine {
  const at = lastSpanBefore(log, offset);
  if (at < 0) return { line: text.slice(0, offset).split('\n').length, path: [] };
  const [, end = 0, node = 0, firstRead = 0, lastRead = 0] = log.spans.slice(at, at + SPAN);
  const { line, template } = log.nodes[node]!;
  const after = offset > end ? text.slice(end, offset).split('\n').length - 1 : 0;
  const path = firstRead < lastRead && offset <= end ? log.paths.keys(log.reads[firstRead]!) : [];
  return { line: template === log.template ? line + after : 1, path };
}

function lastSpanBefore({ spans }: TraceLog, offset: number): number {
  let found = -1;
  for (let at = 0; at < spans.length && spans[at]! <= offset; at += SPAN) found = at;
  return found;
}
