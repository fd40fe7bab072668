/** A chart's `values.schema.json`, which Helm holds the values against before it renders. */
import { decodeJson } from '../../../sprig/index.ts';
import type { GoMap } from '../../../template/value.ts';
import type { FieldPath, Json, Range, SourceFile } from '../../../types.ts';
import { locateNearest, offsetRange } from '../../../yaml/index.ts';
import type { ChartNode } from '../dependencies.ts';
import { isTable, own } from '../map.ts';
import { compileSchema } from './compile.ts';
import type { CompiledSchema } from './compile.ts';
import { actionable, failureText, quote } from './failure.ts';
import type { Failure } from './failure.ts';
import { checkSchema } from './metaschema.ts';
import { ROOT_URL } from './resources.ts';
import { SchemaError, Steps } from './steps.ts';
import { validate } from './validate.ts';

/** One thing that keeps the values from fitting. */
export interface SchemaFault {
  readonly message: string;
  /** From the root chart's values; may lead to what is missing. */
  readonly path: FieldPath;
  readonly schema: SourceFile;
  /** The schema's part that says so. */
  readonly range: Range;
  /** True where the schema itself is at fault. */
  readonly isSchemas: boolean;
}

export interface SchemaVerdict {
  readonly faults: readonly SchemaFault[];
  /** What Helm says below "values don't meet the specifications of the schema(s) in the following chart(s):". */
  readonly helmMessage: string;
}

/**
 * Mirrors Helm's `ValidateAgainstSchema`: each chart's own part of the coalesced values, subcharts included. `steps`
 * bounds each chart's share.
 */
export function schemaVerdict(node: ChartNode, values: GoMap, steps: number): SchemaVerdict {
  const own = ownVerdict(node, values, steps);
  const below = node.dependencies.map((child) => subchartVerdict(child, values, steps));
  const all = [own, ...below];
  return {
    faults: all.flatMap(({ faults }) => faults),
    helmMessage: all.map(({ helmMessage }) => helmMessage).join(''),
  };
}

const NOTHING: SchemaVerdict = { faults: [], helmMessage: '' };

function subchartVerdict(child: ChartNode, values: GoMap, steps: number): SchemaVerdict {
  const part = own(values, child.name);
  return isTable(part) ? schemaVerdict(child, part, steps) : NOTHING;
}

function ownVerdict(node: ChartNode, values: GoMap, steps: number): SchemaVerdict {
  const { schema } = node.chart;
  if (schema === undefined) return NOTHING;
  try {
    const compiled = compiledSchema(schema);
    if (compiled instanceof SchemaError) return refused(node, schema, compiled);
    const failure = validate(values, compiled, new Steps(steps));
    return failure ? verdictOf(node, schema, failure) : NOTHING;
  } catch (error) {
    if (error instanceof SchemaError) return refused(node, schema, error);
    if (error instanceof RangeError) return refused(node, schema, new SchemaError('it is nested too deeply'));
    throw error;
  }
}

function verdictOf(node: ChartNode, schema: SourceFile, failure: Failure): SchemaVerdict {
  const all = different(actionable(failure)).flatMap((each) => faultsOf(node, schema, each));
  const faults = all.slice(0, MOST_FAULTS);
  return { faults, helmMessage: `${node.name}:\n${failureText(failure)}\n` };
}

/** More than anyone reads; finding each one's place takes a look at the whole schema. */
const MOST_FAULTS = 1000;

/** What several parts of a schema say of the same value in the same words is one fault. */
function different(failures: readonly Failure[]): Failure[] {
  const found = new Map<string, Failure>();
  for (const each of failures) {
    const key = JSON.stringify([each.at, sentence(each)]);
    if (!found.has(key)) found.set(key, each);
    if (found.size === MOST_FAULTS) break;
  }
  return [...found.values()];
}

/** One for each name that is missing or too many, else one. */
function faultsOf(node: ChartNode, schema: SourceFile, failure: Failure): SchemaFault[] {
  const range = rangeIn(schema, failure);
  const fault = (keys: readonly string[], words: string): SchemaFault => ({
    message: `${placed(failure.at)} ${words} (values.schema.json of ${node.name})`,
    path: [...node.at, ...keys.map(key)],
    schema,
    range,
    isSchemas: false,
  });
  if (failure.keyword === 'required')
    return shownNames(failure).map((name) => fault([...failure.at, name], `missing property ${quote(name)}`));
  if (failure.keyword === 'additionalProperties')
    return shownNames(failure).map((name) =>
      fault([...failure.at, name], `additional property ${quote(name)} not allowed`),
    );
  if (failure.keyword === 'propertyNames')
    return [fault([...failure.at, ...failure.names!], sentence(failure))];
  return [fault(failure.at, sentence(failure))];
}

function shownNames({ names = [] }: Failure): readonly string[] {
  return names.slice(0, MOST_FAULTS);
}

function placed(at: readonly string[]): string {
  return at.length === 0 ? 'the values:' : `${at.join('.')}:`;
}

/** With the reasons of alternatives, of which none fits. */
function sentence({ words, causes }: Failure): string {
  const reasons = [...new Set(causes.flatMap(leaves).map((each) => each.words))];
  return reasons.length === 0 ? words : `${words} (${reasons.join('; ')})`;
}

function leaves(failure: Failure): readonly Failure[] {
  return failure.causes.length === 0 ? [failure] : failure.causes.flatMap(leaves);
}

/** Keys that are numbers may be indexes. */
function key(text: string): string | number {
  return /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : text;
}

function refused(node: ChartNode, schema: SourceFile, error: SchemaError): SchemaVerdict {
  const message = `values.schema.json of ${node.name} can't be used: ${error.message}`;
  const range = rangeIn(schema, { schema: error.schema });
  const fault = { message, path: node.at, schema, range, isSchemas: true };
  return { faults: [fault], helmMessage: `${node.name}:\n${error.message}` };
}

function rangeIn(
  { tree, path }: SourceFile,
  { schema, keyword }: Pick<Failure, 'schema' | 'keyword'>,
): Range {
  const read = tree.read(path);
  if (!read.ok) return offsetRange('', 0, 0);
  const keys = schema
    .split('/')
    .slice(1)
    .map((part) => key(part.replaceAll('~1', '/').replaceAll('~0', '~')));
  return locateNearest(read.text, 0, keyword === undefined ? keys : [...keys, keyword]).range;
}

/** Compiled once for each file. */
const compiled = new WeakMap<SourceFile, CompiledSchema | SchemaError>();

function compiledSchema(file: SourceFile): CompiledSchema | SchemaError {
  let found = compiled.get(file);
  if (found === undefined) compiled.set(file, (found = compileFile(file)));
  return found;
}

function compileFile(file: SourceFile): CompiledSchema | SchemaError {
  const read = file.tree.read(file.path);
  if (!read.ok) return new SchemaError(`it ${read.reason}`);
  try {
    const document = parse(read.text.replace(/^\uFEFF/, ''));
    checkSchema(document);
    return compileSchema(document);
  } catch (error) {
    if (error instanceof SchemaError) return error;
    if (error instanceof RangeError) return new SchemaError('it is nested too deeply');
    throw error;
  }
}

/** JSON, with Go's words where it is none. @throws SchemaError */
function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new SchemaError(text.trim() === '' ? 'EOF' : goReason(text));
  }
}

function goReason(text: string): string {
  try {
    decodeJson(text);
    return `it is no JSON, as "${ROOT_URL}" must be`;
  } catch (error) {
    const { message } = error as Error;
    // The library reads one value and looks itself whether there is more.
    if (message.endsWith('after top-level value')) return 'invalid character after top-level value';
    return message === 'unexpected end of JSON input' ? 'unexpected EOF' : message;
  }
}
