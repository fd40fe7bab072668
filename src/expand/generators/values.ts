import type { Json, JsonObject } from '../../types.ts';
import { typed } from '../../sprig/index.ts';
import type { GoMap } from '../../template/index.ts';
import { field, isMap, setKey } from '../json-map.ts';
import { GeneratorFailure, type GeneratorInput } from './generator.ts';

/** A generator's `values`, which are text. */
export function valuesOf({ generator, path }: GeneratorInput): readonly (readonly [string, string])[] {
  const values = field(generator, 'values');
  if (values === undefined || values === null) return [];
  if (!isMap(values))
    throw new GeneratorFailure('application-invalid', [...path, 'values'], 'values must be a map');
  return Object.entries(values).map(([key, value]) => {
    if (typeof value === 'string') return [key, value];
    if (value === null) return [key, ''];
    throw new GeneratorFailure('application-invalid', [...path, 'values', key], `values.${key} must be text`);
  });
}

/** Adds a generator's `values`: templates over its parameters, none of which sees another (`appendTemplatedValues`). */
export function compileValues(input: GeneratorInput): (parameters: Record<string, Json>) => JsonObject {
  const { path, context } = input;
  const values = valuesOf(input);
  if (values.length === 0) return (parameters) => parameters;
  const templates = values.map(([key, source]) => ({ key, source, render: context.compile(source) }));
  return (parameters) => {
    const rendered: Record<string, Json> = {};
    for (const { key, source, render } of templates) {
      try {
        const value = render === undefined ? source : render(parameters);
        setKey(rendered, context.goTemplate ? key : `values.${key}`, value);
      } catch (error) {
        throw new GeneratorFailure('template-failed', [...path, 'values', key], (error as Error).message);
      }
    }
    return appended(parameters, rendered, context.goTemplate);
  };
}

/** Adds values to parameters: below `values`, or without goTemplate as they are. */
export function appended(
  parameters: Record<string, Json>,
  values: Record<string, Json>,
  goTemplate: boolean,
): JsonObject {
  if (goTemplate) return { ...parameters, values: stringMap(values) };
  const all = { ...parameters };
  for (const [key, value] of Object.entries(values)) setKey(all, key, value);
  return all;
}

/** Go's `map[string]string`: flattening and merging tell it from other maps. */
export function stringMap(map: Record<string, Json>): JsonObject {
  return typed(map as GoMap, 'map[string]string') as JsonObject;
}
