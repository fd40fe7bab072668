/** To and from YAML and JSON. The plain ones swallow errors as Helm's do, the `must` ones fail. */
import {
  decodeJson,
  define,
  encodeJson,
  NodeLimit,
  nilList,
  nilMap,
  quietly,
  READING,
  table,
  toYaml,
  toYamlPretty,
  ValueLimitError,
} from '../../../sprig/index.ts';
import { engineFault } from '../../../template/index.ts';
import type { FunctionTable, GoFunction, Value } from '../../../template/value.ts';
import { fromToml } from './from-toml.ts';
import { fromYaml, fromYamlArray, jsonKind } from './from-yaml.ts';
import { NilTopError, toToml } from './to-toml.ts';

type Encode = (value: Value, limit: NodeLimit) => string;

function strict(name: string, encode: Encode): GoFunction {
  return define(name, 'any', ([value], context) => encode(value, new NodeLimit(context)));
}

/** Budgets, memory and mistakes of ours are no errors of the value that a function may tell in words of its own. */
function rethrowFault(error: unknown): void {
  if (error instanceof ValueLimitError) throw error;
  const fault = engineFault(error);
  if (fault !== undefined) throw fault;
}

/** sigs.k8s.io/yaml goes by way of JSON and says so. */
function mustToYaml(value: Value, limit: NodeLimit): string {
  try {
    return toYaml(value, limit);
  } catch (error) {
    rethrowFault(error);
    const { message } = error as Error;
    throw new Error(message.startsWith('json:') ? `error marshaling into JSON: ${message}` : message, {
      cause: error,
    });
  }
}

function toJson(value: Value, limit: NodeLimit): string {
  return encodeJson(value, { escapeHtml: true, limit });
}

/** Helm's `toToml` gives the error's words as its text. */
function tomlOrError(value: Value, limit: NodeLimit): string {
  try {
    return toToml(value, limit);
  } catch (error) {
    if (error instanceof NilTopError) throw error;
    rethrowFault(error);
    return (error as Error).message;
  }
}

function isPlainMap(value: Value): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fromJson(text: string): Value {
  try {
    const value = decodeJson(text);
    if (value === null) return nilMap();
    if (isPlainMap(value)) return value;
    return {
      Error: `json: cannot unmarshal ${jsonKind(value)} into Go value of type map[string]interface {}`,
    };
  } catch (error) {
    rethrowFault(error);
    return { Error: (error as Error).message };
  }
}

function fromJsonArray(text: string): Value {
  try {
    const value = decodeJson(text);
    if (value === null) return nilList();
    if (Array.isArray(value)) return value;
    return [`json: cannot unmarshal ${jsonKind(value)} into Go value of type []interface {}`];
  } catch (error) {
    rethrowFault(error);
    return [(error as Error).message];
  }
}

export const conversionFunctions: FunctionTable = table(
  quietly('toYaml', toYaml),
  strict('mustToYaml', mustToYaml),
  quietly('toYamlPretty', toYamlPretty),
  quietly('toJson', toJson),
  strict('mustToJson', toJson),
  define('toToml', 'any', ([value], context) => tomlOrError(value, new NodeLimit(context))),
  strict('mustToToml', toToml),
  define('fromToml', 'string', ([text]) => fromToml(text as string), READING),
  define('fromYaml', 'string', ([text], context) => fromYaml(text as string, context), READING),
  define('fromYamlArray', 'string', ([text], context) => fromYamlArray(text as string, context), READING),
  define('fromJson', 'string', ([text]) => fromJson(text as string), READING),
  define('fromJsonArray', 'string', ([text]) => fromJsonArray(text as string), READING),
);
