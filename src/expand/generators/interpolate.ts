import { setOwn } from '../../yaml/index.ts';
import type { FieldPath, Json, JsonObject } from '../../types.ts';
import { isMap } from '../../json.ts';
import { field, list } from '../json-map.ts';

import { compileTree, FieldFailure, type StringTemplate } from '../template-tree.ts';
import { GeneratorFailure, type Generator, type GeneratorContext } from './generator.ts';
import type { Entry } from './transform.ts';

type Filling = (parameters: JsonObject) => JsonObject;

/**
 * An entry whose strings are templates over the parameters of another generator (Argo CD's `RenderGeneratorParams`);
 * undefined where they would make no difference. `selector` is not filled in: it is read before.
 */
export function compileEntry(
  { entry, path }: Entry,
  generators: ReadonlyMap<string, Generator>,
  context: GeneratorContext,
): Filling | undefined {
  const parts = Object.entries(entry).map(([name, own]) => {
    const make =
      generators.has(name) && isMap(own) ? compileOwn(name, own, [...path, name], context) : undefined;
    return { name, own, make };
  });
  if (parts.every(({ make }) => make === undefined)) return undefined;
  return (parameters) => {
    const filled: Record<string, Json> = {};
    for (const { name, own, make } of parts)
      setOwn(filled, name, make === undefined ? own : make(parameters));
    return filled;
  };
}

/** A part of a generator that is not filled in as the rest of it is. */
function apartOf(name: string): 'generators' | 'values' | undefined {
  if (name === 'matrix' || name === 'merge') return 'generators';
  return name === 'list' ? undefined : 'values';
}

function compileOwn(
  name: string,
  own: JsonObject,
  path: FieldPath,
  context: GeneratorContext,
): Filling | undefined {
  const apart = apartOf(name);
  const special = apart === undefined ? undefined : field(own, apart);
  const rest = name === 'clusterDecisionResource' ? withSelector(own) : { ...own };
  // The template of a combination in another one is not read.
  if (apart === 'generators') delete (rest as Record<string, Json>).template;
  if (apart !== undefined) delete (rest as Record<string, Json>)[apart];
  const makeRest = compilePart(rest, path, context);
  const makeSpecial =
    apart === 'generators' ? compileChildren(special, path, context) : compileValues(special, path, context);
  if (makeRest === undefined && makeSpecial === undefined && name !== 'clusterDecisionResource')
    return undefined;
  return (parameters) => {
    const filled = makeRest?.(parameters) ?? rest;
    if (special === undefined) return filled;
    return { ...filled, [apart!]: makeSpecial?.(parameters) ?? special };
  };
}

/** Filling in makes an empty map of one that is nil, and so a `labelSelector` of none: a `name` beside it is one too many. */
function withSelector(own: JsonObject): JsonObject {
  const selector = field(own, 'labelSelector');
  return { ...own, labelSelector: { matchLabels: {}, ...(isMap(selector) && selector) } };
}

/** Undefined where nothing in it is a template. */
function compilePart(part: JsonObject, path: FieldPath, { compile }: GeneratorContext): Filling | undefined {
  let templates = 0;
  const make = compileTree(part, (source) => {
    const template = compile(source);
    if (template !== undefined) templates++;
    return template;
  });
  if (templates === 0) return undefined;
  return (parameters) => {
    try {
      return make(parameters);
    } catch (error) {
      if (!(error instanceof FieldFailure)) throw error;
      throw new GeneratorFailure('template-failed', [...path, ...error.path], error.message);
    }
  };
}

/** Go's errors of a `missingkey=error`, and of a field of something that has none. */
const MISSING = /map has no entry for key|can't evaluate field/;

/** What `values` name that isn't there yet may be the generator's own parameter, so that it stays as it is. */
function compileValues(
  values: Json | undefined,
  path: FieldPath,
  { compileStrict }: GeneratorContext,
): Filling | undefined {
  if (!isMap(values)) return undefined;
  const templates = new Map<string, StringTemplate>();
  for (const [key, value] of Object.entries(values)) {
    const template = typeof value === 'string' ? compileStrict(value) : undefined;
    if (template !== undefined) templates.set(key, template);
  }
  if (templates.size === 0) return undefined;
  return (parameters) => {
    const filled: Record<string, Json> = {};
    for (const [key, value] of Object.entries(values)) {
      const template = templates.get(key);
      try {
        setOwn(filled, key, template === undefined ? value : template(parameters));
      } catch (error) {
        const { message } = error as Error;
        if (!MISSING.test(message))
          throw new GeneratorFailure('template-failed', [...path, 'values', key], message);
        setOwn(filled, key, value);
      }
    }
    return filled;
  };
}

/** The entries of a nested combination. */
function compileChildren(
  generators: Json | undefined,
  path: FieldPath,
  context: GeneratorContext,
): ((parameters: JsonObject) => readonly Json[]) | undefined {
  const entries = list(generators).map((entry, index) => {
    const at = [...path, 'generators', index];
    if (!isMap(entry)) return { entry, make: undefined };
    const parts = Object.keys(entry).filter((name) => name !== 'selector' && isMap(field(entry, name)));
    const makers = parts.map(
      (name) => [name, compileOwn(name, entry[name] as JsonObject, [...at, name], context)] as const,
    );
    const known = makers.filter((maker): maker is readonly [string, Filling] => maker[1] !== undefined);
    const make = (parameters: JsonObject): JsonObject => ({
      ...entry,
      ...Object.fromEntries(known.map(([name, fill]) => [name, fill(parameters)])),
    });
    return { entry, make: known.length === 0 ? undefined : make };
  });
  if (entries.every(({ make }) => make === undefined)) return undefined;
  return (parameters) => entries.map(({ entry, make }) => (make === undefined ? entry : make(parameters)));
}
