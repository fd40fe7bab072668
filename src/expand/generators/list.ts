import type { Json, JsonObject } from '../../types.ts';
import { parseYaml } from '../../yaml/index.ts';
import { field, isMap, list, setKey, text } from '../json-map.ts';
import { GeneratorFailure, type GeneratorInput, type ParameterSet } from './generator.ts';

/** Argo CD's list generator (applicationset/generators/list.go): `elements`, then `elementsYaml`. */
export function listGenerator(input: GeneratorInput): ParameterSet[] {
  const elements = list(field(input.generator, 'elements'));
  const own = elements.map((element, index) => parametersOf(element, index, input));
  return [...own, ...yamlElements(input)].map((parameters) => ({ parameters }));
}

function parametersOf(element: Json, index: number, { goTemplate, path }: GeneratorInput): JsonObject {
  const at = [...path, 'elements', index];
  if (!isMap(element))
    throw new GeneratorFailure('application-invalid', at, `elements[${index}] must be a map`);
  if (goTemplate) return element;
  const parameters: Record<string, Json> = {};
  for (const [key, value] of Object.entries(element)) {
    const isNested = key === 'values';
    if (isNested && !isMap(value)) {
      throw new GeneratorFailure(
        'application-invalid',
        [...at, key],
        `elements[${index}].values must be a map`,
      );
    }
    const entries = isNested ? Object.entries(value as JsonObject) : [[key, value] as const];
    for (const [name, inner] of entries) {
      if (typeof inner !== 'string') {
        const place = [...at, ...(isNested ? [key] : []), name];
        throw new GeneratorFailure(
          'application-invalid',
          place,
          notText(index, isNested ? `values.${name}` : name),
        );
      }
      setKey(parameters, isNested ? `values.${name}` : name, inner);
    }
  }
  return parameters;
}

function notText(index: number, name: string): string {
  return `elements[${index}].${name} must be text: without goTemplate the controller refuses every other value`;
}

function yamlElements({ generator, path }: GeneratorInput): readonly JsonObject[] {
  const source = text(field(generator, 'elementsYaml')) ?? '';
  if (source === '') return [];
  const at = [...path, 'elementsYaml'];
  const { documents, problems } = parseYaml(source);
  const value = documents[0]?.value ?? [];
  if (problems[0] !== undefined)
    throw new GeneratorFailure('application-invalid', at, `elementsYaml: ${problems[0].message}`);
  if (!Array.isArray(value) || !value.every(isMap)) {
    throw new GeneratorFailure('application-invalid', at, 'elementsYaml must hold a list of maps');
  }
  return value;
}
