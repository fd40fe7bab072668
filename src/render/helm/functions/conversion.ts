/** To and from YAML and JSON. The plain ones swallow errors as Helm's do, the `must` ones fail. */
import {
  decodeJson,
  define,
  encodeJson,
  nilList,
  nilMap,
  table,
  toYaml,
  toYamlPretty,
  unsupported,
} from '../../../sprig/index.ts';
import type { FunctionTable, GoFunction, Value } from '../../../template/value.ts';
import { fromYaml, fromYamlArray } from './from-yaml.ts';
import { NilTopError, toToml } from './to-toml.ts';

function quiet(name: string, encode: (value: Value) => string): GoFunction {
  return define(name, 'any', ([value]) => {
    try {
      return encode(value);
    } catch {
      return '';
    }
  });
}

function strict(name: string, encode: (value: Value) => string): GoFunction {
  return define(name, 'any', ([value]) => encode(value));
}

/** sigs.k8s.io/yaml goes by way of JSON and says so. */
function mustToYaml(value: Value): string {
  try {
    return toYaml(value);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(message.startsWith('json:') ? `error marshaling into JSON: ${message}` : message, {
      cause: error,
    });
  }
}

function toJson(value: Value): string {
  return encodeJson(value, { escapeHtml: true });
}

/** Helm's `toToml` gives the error's words as its text. */
function tomlOrError(value: Value): string {
  try {
    return toToml(value);
  } catch (error) {
    if (error instanceof NilTopError) throw error;
    return (error as Error).message;
  }
}

function isPlainMap(value: Value): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What Go calls the JSON value in `json: cannot unmarshal … into Go value`. */
export function jsonName(value: Value): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'object' ? 'object' : typeof value;
}

function fromJson(text: string): Value {
  try {
    const value = decodeJson(text);
    if (value === null) return nilMap();
    if (isPlainMap(value)) return value;
    return {
      Error: `json: cannot unmarshal ${jsonName(value)} into Go value of type map[string]interface {}`,
    };
  } catch (error) {
    return { Error: (error as Error).message };
  }
}

function fromJsonArray(text: string): Value {
  try {
    const value = decodeJson(text);
    if (value === null) return nilList();
    if (Array.isArray(value)) return value;
    return [`json: cannot unmarshal ${jsonName(value)} into Go value of type []interface {}`];
  } catch (error) {
    return [(error as Error).message];
  }
}

export const conversionFunctions: FunctionTable = table(
  quiet('toYaml', toYaml),
  strict('mustToYaml', mustToYaml),
  quiet('toYamlPretty', toYamlPretty),
  quiet('toJson', toJson),
  strict('mustToJson', toJson),
  define('toToml', 'any', ([value]) => tomlOrError(value)),
  strict('mustToToml', toToml),
  unsupported('fromToml', 'string'),
  define('fromYaml', 'string', ([text]) => fromYaml(text as string)),
  define('fromYamlArray', 'string', ([text]) => fromYamlArray(text as string)),
  define('fromJson', 'string', ([text]) => fromJson(text as string)),
  define('fromJsonArray', 'string', ([text]) => fromJsonArray(text as string)),
);
