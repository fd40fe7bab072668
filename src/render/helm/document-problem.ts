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
  const ends = new Map<TemplateOutput, readonly number[]>();
  return bad.map(({ output, offset, message }) => {
    const { file } = program.files.get(output.name)!;
    let lineEnds = ends.get(output);
    if (lineEnds === undefined) ends.set(output, (lineEnds = lineEndsOf(output.text)));
    const { line, path } = templateLine(output, lineEnds, offset);
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
function templateLine({ log }: TemplateOutput, lineEnds: readonly number[], offset: number): TemplateLine {
  const at = lastSpanBefore(log, offset);
  if (at < 0) return { line: 1 + countBelow(lineEnds, offset), path: [] };
  const [, end = 0, node = 0, firstRead = 0, lastRead = 0] = log.spans.slice(at, at + SPAN);
  const { line, template } = log.nodes[node]!;
  const after = offset > end ? countBelow(lineEnds, offset) - countBelow(lineEnds, end) : 0;
  const path = firstRead < lastRead && offset <= end ? log.paths.keys(log.reads[firstRead]!) : [];
  return { line: template === log.template ? line + after : 1, path };
}

/** A template may print as many faulty documents as it has lines: each is looked up, none is searched for. */
function lineEndsOf(text: string): number[] {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) ends.push(at);
  return ends;
}

function countBelow(sorted: readonly number[], limit: number): number {
  return firstFailing(sorted.length, (index) => sorted[index]! < limit);
}

function lastSpanBefore({ spans }: TraceLog, offset: number): number {
  const after = firstFailing(spans.length / SPAN, (index) => spans[index * SPAN]! <= offset);
  return (after - 1) * SPAN;
}

/** Of the indices below `count`, the first that fails a test which all before it pass; `count` where all pass. */
function firstFailing(count: number, passes: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
