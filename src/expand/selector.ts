import type { Json, JsonObject } from '../types.ts';
import { field, isMap, list, text } from './json-map.ts';

export type ParameterTest = (parameters: JsonObject) => boolean;

/**
 * A generator's `selector`, which filters its parameter sets (Argo CD's `Transform`): a label selector without limits on
 * values, over the parameters flattened to `a.b.0`. Throws an `Error` where Argo CD refuses it.
 */
export function compileSelector(selector: Json | undefined): ParameterTest {
  if (!isMap(selector)) return () => true;
  const labels = Object.entries((field(selector, 'matchLabels') ?? {}) as JsonObject);
  const tests = [
    ...labels.map(([key, value]) => requirement(key, 'In', [String(value)])),
    ...list(field(selector, 'matchExpressions')).map((entry) =>
      requirement(
        text(field(entry, 'key')) ?? '',
        text(field(entry, 'operator')) ?? '',
        list(field(entry, 'values')).map(String),
      ),
    ),
  ];
  return (parameters) => {
    const flat = flatten(parameters);
    return tests.every((test) => test(flat));
  };
}

function requirement(
  key: string,
  operator: string,
  values: readonly string[],
): (flat: ReadonlyMap<string, string>) => boolean {
  const needsValues = operator === 'In' || operator === 'NotIn';
  if (needsValues && values.length === 0) throw new Error(`selector: ${operator} needs values`);
  const matches = (flat: ReadonlyMap<string, string>): boolean => values.includes(flat.get(key) ?? '');
  switch (operator) {
    case 'In':
      return (flat) => flat.has(key) && matches(flat);
    case 'NotIn':
      return (flat) => !flat.has(key) || !matches(flat);
    case 'Exists':
      return (flat) => flat.has(key);
    case 'DoesNotExist':
      return (flat) => !flat.has(key);
    default:
      throw new Error(`selector: "${operator}" is not a valid operator`);
  }
}

/** jeremywohl/flatten with dots; an empty map or list gives nothing. */
function flatten(value: Json, prefix = '', into: Map<string, string> = new Map()): Map<string, string> {
  for (const [key, item] of Object.entries(value as JsonObject)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof item === 'object' && item !== null) flatten(item, name, into);
    else into.set(name, item === null ? '<nil>' : String(item));
  }
  return into;
}
