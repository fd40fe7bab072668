import type { Limits } from '../config/types.ts';
import { sprigFunctions } from '../sprig/index.ts';
import {
  type ExecuteOptions,
  type FunctionTable,
  PathTable,
  type TemplateSetOptions,
  TemplateSet,
  type Value,
} from '../template/index.ts';
import { type Filling, type TracedText, tracedText } from '../trace/index.ts';
import type { JsonObject } from '../types.ts';
import { argoFunctions } from './argo-functions.ts';
import { compilePlainTemplate } from './plain-template.ts';
import type { StringCompiler, StringTemplate } from './template-tree.ts';

/** Sprig's without what could look at the controller's machine, and Argo CD's own (applicationset/utils `init`). */
const FUNCTIONS: FunctionTable = new Map(
  [...sprigFunctions, ...argoFunctions].filter(
    ([name]) => !['env', 'expandenv', 'getHostByName'].includes(name),
  ),
);

/** The name that each string's template has in the controller, and so in its messages. */
const NAME = 'base';

/**
 * Argo CD's Go templates: each string is one by itself. `options` are `goTemplateOptions`, of which the last
 * `missingkey=` counts.
 */
export function goTemplateCompiler(options: readonly string[], limits: Limits): StringCompiler {
  const setOptions = setOptionsOf(options);
  const execution = { trace: false, limits, paths: new PathTable() };
  const compileInEngine = (source: string): StringTemplate => {
    const set = new TemplateSet(setOptions);
    try {
      set.parse(NAME, source);
    } catch (error) {
      return failing(`failed to parse template ${shorten(source)}: ${(error as Error).message}`);
    }
    return (parameters) => execute(set, source, parameters, execution);
  };
  return (source) => {
    if (!source.includes('{{')) return undefined;
    const plain = compilePlainTemplate(source);
    if (plain === undefined) return compileInEngine(source);
    let engine: StringTemplate | undefined;
    return (parameters) => plain(parameters) ?? (engine ??= compileInEngine(source))(parameters);
  };
}

function setOptionsOf(options: readonly string[]): TemplateSetOptions {
  const missingKey = options.at(-1)?.slice('missingkey='.length) as TemplateSetOptions['missingKey'];
  return { functions: FUNCTIONS, name: NAME, ...(missingKey === undefined ? {} : { missingKey }) };
}

function execute(set: TemplateSet, source: string, parameters: JsonObject, options: ExecuteOptions): string {
  try {
    return set.execute(NAME, parameters as Value, options).output;
  } catch (error) {
    throw new Error(`failed to execute go template ${shorten(source)}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function failing(message: string): StringTemplate {
  return () => {
    throw new Error(message);
  };
}

/**
 * Runs a text with notes of what went where; undefined where that fails, which is told of where it is made. What is asked of
 * one Application is asked of the same few texts, so those are remembered until another's parameters come.
 */
export function goTemplateTracer(options: readonly string[], limits: Limits): Filling['trace'] {
  const setOptions = setOptionsOf(options);
  const parsed = new Map<string, TemplateSet>();
  const known = new Map<string, TracedText | undefined>();
  let last: JsonObject | undefined;
  return (source, parameters) => {
    if (!source.includes('{{')) return undefined;
    if (parameters !== last) known.clear();
    last = parameters;
    if (!known.has(source)) known.set(source, traced(source, parameters));
    return known.get(source);
  };

  function traced(source: string, parameters: JsonObject): TracedText | undefined {
    try {
      const set = parsed.get(source) ?? new TemplateSet(setOptions);
      if (!parsed.has(source)) set.parse(NAME, source);
      if (parsed.size < MOST_PARSED) parsed.set(source, set);
      const { output, log } = set.execute(NAME, parameters as Value, { trace: true, limits });
      return tracedText(source, output, log);
    } catch {
      return undefined;
    }
  }
}

/** Texts of one ApplicationSet that are kept parsed; more than this they have where combinations fill some in. */
const MOST_PARSED = 256;

const MAX_SOURCE = 120;

/** Argo CD repeats the whole template, which may be a values file of many lines. */
function shorten(source: string): string {
  const [line = ''] = source.split('\n', 1);
  return line.length === source.length && line.length <= MAX_SOURCE
    ? source
    : `${line.slice(0, MAX_SOURCE)}…`;
}
