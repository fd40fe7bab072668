import { setOwn } from '../../yaml/index.ts';
import { filledField, type ParameterOrigin, valueAt } from '../../trace/index.ts';
import type { Json, JsonObject } from '../../types.ts';
import { typed } from '../../sprig/index.ts';
import type { GoMap } from '../../template/index.ts';
import { isMap } from '../../json.ts';
import { field } from '../json-map.ts';

import { firstOf } from '../parameter-origins.ts';
import {
  type GeneratorContext,
  GeneratorFailure,
  type GeneratorInput,
  type ParameterSet,
} from './generator.ts';

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
export function compileValues(
  input: GeneratorInput,
): (parameters: Record<string, Json>, from?: ParameterOrigin) => ParameterSet {
  const { path, context } = input;
  const values = valuesOf(input);
  if (values.length === 0) return (parameters, origin) => ({ parameters, origin });
  const templates = values.map(([key, source]) => ({ key, source, render: context.compile(source) }));
  return (parameters, from) => {
    const rendered: Record<string, Json> = {};
    for (const { key, source, render } of templates) {
      try {
        const value = render === undefined ? source : render(parameters);
        setOwn(rendered, context.goTemplate ? key : `values.${key}`, value);
      } catch (error) {
        throw new GeneratorFailure('template-failed', [...path, 'values', key], (error as Error).message);
      }
    }
    const all = appended(parameters, rendered, context.goTemplate);
    return { parameters: all, origin: firstOf(valuesOrigin(input, all, from), from) };
  };
}

/** The `values` of a generator: templates over its other parameters, or plain texts where `trace` fills nothing in. */
export function valuesOrigin(
  { generator, origin, context }: GeneratorInput,
  parameters: JsonObject,
  from: ParameterOrigin | undefined,
  trace: GeneratorContext['trace'] = context.trace,
): ParameterOrigin {
  const { goTemplate } = context;
  return {
    place([first, ...rest], part) {
      const dotted = String(first);
      const isOurs = goTemplate ? dotted === 'values' : dotted.startsWith('values.');
      const path = goTemplate ? ['values', ...rest] : ['values', dotted.slice('values.'.length)];
      if (!isOurs || valueAt(generator, path) === undefined) return undefined;
      const filling = { parameters, from, trace };
      return { location: filledField({ object: generator, origin }, path, filling, part), isOwn: true };
    },
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
  for (const [key, value] of Object.entries(values)) setOwn(all, key, value);
  return all;
}

/** Go's `map[string]string`: flattening and merging tell it from other maps. */
export function stringMap(map: Record<string, Json>): JsonObject {
  return typed(map as GoMap, 'map[string]string') as JsonObject;
}
