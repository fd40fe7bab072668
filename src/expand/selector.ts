import { sprint } from '../template/index.ts';
import type { Json, JsonObject } from '../types.ts';
import type { ParameterSet } from './generators/index.ts';
import { field, isMap, list, text } from './json-map.ts';

export type ParameterTest = (set: ParameterSet) => boolean;

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
  return (set) => {
    const flat = flatten(set.parameters, set.folder !== undefined);
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

/**
 * jeremywohl/flatten with dots; an empty map or list gives nothing. It looks into Go's `[]any` only: the segments of the
 * git generator's path, a `[]string`, stay one value.
 */
function flatten(
  value: Json,
  fromGit: boolean,
  prefix = '',
  into: Map<string, string> = new Map(),
): Map<string, string> {
  for (const [key, item] of Object.entries(value as JsonObject)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (fromGit && Array.isArray(item)) into.set(name, `[${item.join(' ')}]`);
    else if (typeof item === 'object' && item !== null) flatten(item, fromGit, name, into);
    else into.set(name, item === null ? '<nil>' : sprint([item]));
  }
  return into;
}
