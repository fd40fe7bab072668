/** A chart's `values.schema.json`, which Helm holds the values against before it renders. */
import { createRequire } from 'node:module';
import type { AnySchemaObject, ErrorObject, Options, ValidateFunction } from 'ajv';
import { RE2JS } from 're2js';
import type { GoMap } from '../../template/value.ts';
import type { FieldPath, SourceFile } from '../../types.ts';
import type { ChartNode } from './dependencies.ts';
import { isTable, own } from './map.ts';

/** Where the values break a schema; `path` leads there from the root chart's values. */
export interface SchemaFault {
  readonly message: string;
  readonly path: FieldPath;
  readonly schema: SourceFile;
}

type Compiled = ValidateFunction | string;

/** Compiled once for each file; a text says why it can't be. */
const compiled = new WeakMap<SourceFile, Compiled>();

/** Mirrors Helm's `ValidateAgainstSchema`: each chart's own part of the values, subcharts included. */
export function schemaFaults(node: ChartNode, values: GoMap): SchemaFault[] {
  const { schema } = node.chart;
  const atTop = schema ? faultsOf(node, schema, values) : [];
  const below = node.dependencies.flatMap((child) => {
    const part = own(values, child.name);
    return isTable(part) ? schemaFaults(child, part) : [];
  });
  return [...atTop, ...below];
}

function faultsOf(node: ChartNode, schema: SourceFile, values: GoMap): SchemaFault[] {
  const validate = validator(schema);
  if (typeof validate === 'string') return [{ message: validate, path: node.at, schema }];
  if (validate(plain(values))) return [];
  return (validate.errors ?? []).map((error) => {
    const path = pointer(error.instancePath);
    const name = path.length === 0 ? 'the values' : path.join('.');
    return {
      message: `values.schema.json of ${node.name}: ${name} ${words(error)}`,
      path: [...node.at, ...path],
      schema,
    };
  });
}

function words({ message, params }: ErrorObject): string {
  const allowed: unknown = params['allowedValues'] ?? params['additionalProperty'];
  return allowed === undefined ? (message ?? 'does not fit') : `${message}: ${[allowed].flat().join(', ')}`;
}

/** A JSON pointer's keys; those that are numbers may be indexes. */
function pointer(text: string): (string | number)[] {
  return text
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^(0|[1-9]\d*)$/.test(part) ? Number(part) : part));
}

/** Integers that came from `--set` are objects here. */
function plain(values: GoMap): unknown {
  return JSON.parse(JSON.stringify(values, (_, value: unknown) => integer(value)));
}

function integer(value: unknown): unknown {
  return typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    'value' in value &&
    typeof value.value === 'bigint'
    ? Number(value.value)
    : value;
}

function validator(file: SourceFile): Compiled {
  let found = compiled.get(file);
  if (found === undefined) compiled.set(file, (found = compile(file)));
  return found;
}

function compile(file: SourceFile): Compiled {
  const read = file.tree.read(file.path);
  if (!read.ok) return `values.schema.json ${read.reason}`;
  try {
    const { $schema, ...schema } = JSON.parse(read.text) as AnySchemaObject;
    return makeAjv(String($schema ?? '')).compile(schema);
  } catch (error) {
    return `values.schema.json can't be used: ${(error as Error).message}`;
  }
}

/** Ajv takes a tenth of a second to load: only where a chart has a schema. */
const load = createRequire(import.meta.url);

function makeAjv(dialect: string): import('ajv').Ajv {
  if (/draft-0[467]/.test(dialect)) return new (load('ajv') as typeof import('ajv')).Ajv(OPTIONS);
  if (dialect.includes('2019-09'))
    return new (load('ajv/dist/2019') as typeof import('ajv/dist/2019.js')).Ajv2019(OPTIONS);
  return new (load('ajv/dist/2020') as typeof import('ajv/dist/2020.js')).Ajv2020(OPTIONS);
}

/** Patterns come from a repository that is not trusted: RE2's time is linear. */
const OPTIONS: Options = {
  allErrors: true,
  strict: false,
  logger: false,
  validateFormats: false,
  addUsedSchema: false,
  code: { regExp: Object.assign((pattern: string) => linear(pattern), { code: 'undefined' }) },
};

/** Ajv keeps one for each text that `toString` gives. */
function linear(pattern: string): { test(text: string): boolean; toString(): string } {
  const expression = RE2JS.compile(pattern);
  return { test: (text) => expression.matcher(text).find(), toString: () => pattern };
}
