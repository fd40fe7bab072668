/** Template errors as problems, standing where the author can act. */
import type { Limits } from '../../config/types.ts';
import { TemplateError } from '../../template/index.ts';
import type { BudgetError } from '../../template/index.ts';
import type { FieldPath, Layer, Location, Problem, RelatedLocation } from '../../types.ts';
import { originLocation, fileLocation, lineRange, problemOf } from '../places.ts';
import type { Source } from '../source.ts';
import type { ChartFile } from './chart.ts';
import { authorsLayer } from './deciding-layer.ts';
import type { ChartNode } from './dependencies.ts';
import type { ChartProgram, ProgramFailure } from './program.ts';
import { layerLocation } from './user-values.ts';
import { isOwn } from '../../source-file.ts';

/** One problem for each error; templates that fail in the same place for the same reason are one error. */
export function templateProblems(
  failures: readonly ProgramFailure[],
  program: ChartProgram,
  source: Source,
  layers: readonly Layer[],
  limits: Limits,
): Problem[] {
  const problems = new Map<string, Problem>();
  for (const failure of failures) {
    const { message, file, node, location } = describe(failure, program, limits);
    const values = valuesPath(failure.error, node);
    const key = `${location.file}:${location.range.start.line}:${location.range.start.character} ${message}`;
    if (problems.has(key)) continue;
    const place = { location, file, isForValues: isChartsOwn(failure.error) };
    problems.set(key, placeProblem(source, message, place, layers, values));
  }
  return [...problems.values()];
}

interface Described {
  readonly message: string;
  readonly file: ChartFile;
  readonly node: ChartNode;
  readonly location: Location;
}

function describe({ error, file, node }: ProgramFailure, program: ChartProgram, limits: Limits): Described {
  if (!(error instanceof TemplateError)) {
    return {
      message: budgetMessage(error, limits),
      file,
      node,
      location: fileLocation(file.source, lineRange(file.text, 1)),
    };
  }
  const place = error.chain.findLast((each) => program.files.has(each.template)) ?? error.innermost;
  const inner = program.files.get(place.template) ?? { file, node };
  const range = lineRange(inner.file.text, place.line);
  const start = { line: place.line, character: place.column };
  const width = place.context === undefined ? 0 : place.context.length;
  const end =
    width > 0
      ? { line: place.line, character: Math.min(place.column + width, range.end.character) }
      : range.end;
  const location = fileLocation(inner.file.source, {
    start,
    end: end.character < start.character ? start : end,
  });
  return { message: errorMessage(error), file: inner.file, node: inner.node, location };
}

/** Which limit, its value and its key. */
function budgetMessage({ budget, message }: BudgetError, limits: Limits): string {
  const [key, value, what] = {
    steps: ['steps', limits.steps, 'rendering the release takes more steps than it may'],
    depth: ['depth', limits.depth, message],
    output: ['outputLength', limits.outputLength, 'the release prints more characters than it may'],
  }[budget] as [string, number, string];
  return `rendering stopped: ${what} (limits.${key}: ${value} in plimsoll.yaml)`;
}

/** The author of a chart wrote the messages of `required` and `fail` for people: they stand alone. */
function errorMessage(error: TemplateError): string {
  const { rootReason, innermost } = error;
  return isChartsOwn(error) || innermost.context === undefined
    ? rootReason
    : `${rootReason} at <${innermost.context}>`;
}

function isChartsOwn(error: TemplateError | BudgetError): boolean {
  if (!(error instanceof TemplateError)) return false;
  const { message, rootReason } = error;
  return ['required', 'fail'].some((name) => message.endsWith(`error calling ${name}: ${rootReason}`));
}

/** Where the values that a failing action named would stand, from the root's values. */
function valuesPath(error: TemplateError | BudgetError, node: ChartNode): FieldPath {
  if (!(error instanceof TemplateError)) return [];
  for (const { context } of error.chain.toReversed()) {
    const match = /\.Values((?:\.[\p{L}\p{N}_]+)+)/u.exec(context ?? '');
    if (match === null) continue;
    const keys = match[1]!.slice(1).split('.');
    return keys[0] === 'global' ? keys : [...node.at, ...keys];
  }
  return [];
}

/**
 * A chart in the checked tree is edited there, with the leaf's values as the related place. Of a chart elsewhere, and where
 * the chart itself asks for other values, the author of the leaf edits the values: the problem stands there, and the
 * template is related.
 */
export function placeProblem(
  source: Source,
  message: string,
  template: { readonly location: Location; readonly file: ChartFile; readonly isForValues?: boolean },
  layers: readonly Layer[],
  values: FieldPath,
): Problem {
  const { application } = source;
  const isForValues = template.isForValues === true && values.length > 0;
  const layer = authorsLayer(layers, values);
  const inValues = layer ? layerLocation(layer, values) : originLocation(application.origin, source.path);
  const own = isOwn(template.file.source) && !(isForValues && layer !== undefined);
  const primary = own ? template.location : inValues;
  const related: RelatedLocation = own
    ? { ...inValues, message: `the values with which ${application.name} renders it` }
    : { ...template.location, message: 'the template that failed' };
  return problemOf(application, 'template-failed', message, primary, { related: [related] });
}
