import { setOwn } from '../../yaml/index.ts';
import type { Json, JsonObject } from '../../types.ts';
import { firstDocument } from '../first-document.ts';
import { isMap } from '../../json.ts';
import { field, list, text } from '../json-map.ts';

import { ElementOrigin } from '../parameter-origins.ts';
import { GeneratorFailure, type GeneratorInput, type ParameterSet } from './generator.ts';

/** Argo CD's list generator (applicationset/generators/list.go): `elements`, then `elementsYaml`. */
export function listGenerator(input: GeneratorInput): ParameterSet[] {
  const elements = list(field(input.generator, 'elements'));
  const own = elements.map((element, index) => {
    const parameters = parametersOf(element, index, input);
    return { parameters, origin: new ElementOrigin(input.origin, 'elements', index, element as JsonObject) };
  });
  const others = yamlElements(input).map((parameters, index) => ({
    parameters,
    origin: new ElementOrigin(input.origin, 'elementsYaml', index, parameters),
  }));
  return [...own, ...others];
}

function parametersOf(element: Json, index: number, { context, path }: GeneratorInput): JsonObject {
  const at = [...path, 'elements', index];
  const fail = (below: readonly string[], message: string): GeneratorFailure =>
    new GeneratorFailure('application-invalid', [...at, ...below], `elements[${index}]${message}`);
  if (!isMap(element)) throw fail([], ' must be a map');
  if (context.goTemplate) return element;
  const parameters: Record<string, Json> = {};
  const add = (name: string, value: Json, below: readonly string[]): void => {
    if (typeof value !== 'string') throw fail(below, `.${name}${NOT_TEXT}`);
    setOwn(parameters, name, value);
  };
  for (const [key, value] of Object.entries(element)) {
    if (key !== 'values') add(key, value, [key]);
    else if (!isMap(value)) throw fail([key], '.values must be a map');
    else for (const [name, inner] of Object.entries(value)) add(`values.${name}`, inner, [key, name]);
  }
  return parameters;
}

const NOT_TEXT = ' must be text: without goTemplate the controller refuses every other value';

function yamlElements({ generator, path }: GeneratorInput): readonly JsonObject[] {
  const source = text(field(generator, 'elementsYaml')) ?? '';
  if (source === '') return [];
  const at = [...path, 'elementsYaml'];
  const document = firstDocument(source);
  if ('fault' in document)
    throw new GeneratorFailure('application-invalid', at, `elementsYaml: ${document.fault}`);
  const value = document.value ?? [];
  if (!Array.isArray(value) || !value.every((item) => item === null || isMap(item))) {
    throw new GeneratorFailure('application-invalid', at, 'elementsYaml must hold a list of maps');
  }
  return (value as readonly (JsonObject | null)[]).map((item) => item ?? {});
}
