import { setOwn } from '../../yaml/index.ts';
import { encodeJson, nilMap } from '../../sprig/index.ts';
import { GoInt, type GoObject, type Value } from '../../template/index.ts';
import type { Json, JsonObject } from '../../types.ts';
import { flattened } from '../flatten.ts';
import { isMap } from '../../json.ts';
import { field, text } from '../json-map.ts';

import { fixtureOf } from './fixture-lookup.ts';
import type { GeneratorInput, ParameterSet } from './generator.ts';
import { compileValues } from './values.ts';

/** Argo CD's plugin generator (applicationset/generators/plugin.go) over a fixture of what the plugin answers. */
export function pluginGenerator(input: GeneratorInput): ParameterSet[] {
  const { generator, context } = input;
  const name = text(field(generator, 'configMapRef', 'name'));
  const answers = fixtureOf('plugin', context.fixtures.plugin, [name], input);
  const withValues = compileValues(input);
  const asked = parametersAsked(generator);
  return answers.map((answer) => {
    const parameters: Record<string, Json> = {};
    const entries = context.goTemplate ? Object.entries(answer) : flattened(answer);
    for (const [key, value] of entries) setOwn(parameters, key, value);
    parameters.generator = { input: asked };
    return withValues(parameters);
  });
}

/** `input.parameters`, each one a Go struct that holds the bytes of its JSON. */
function parametersAsked(generator: JsonObject): JsonObject {
  const given = field(generator, 'input', 'parameters');
  if (!isMap(given)) return { parameters: nilMap() as JsonObject };
  const parameters: Record<string, Json> = {};
  for (const [key, value] of Object.entries(given)) setOwn(parameters, key, rawJson(value));
  return { parameters };
}

function rawJson(value: Json): Json {
  const bytes = [...Buffer.from(encodeJson(value as Value, { escapeHtml: true }), 'utf8')];
  const object: GoObject = {
    goType: 'v1.JSON',
    fields: new Map([['Raw', bytes.map((byte) => new GoInt(byte, 'uint8'))]]),
    methods: new Map(),
    print: () => `{[${bytes.join(' ')}]}`,
    toGoJson: () => value as Value,
  };
  return object as unknown as Json;
}
