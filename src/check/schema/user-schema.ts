import type { AnySchemaObject, Options } from 'ajv';
import { RE2JS } from 're2js';
import type { Json, JsonObject, SourceTree } from '../../types.ts';
import { parseYaml } from '../../yaml/index.ts';
import { isMap } from '../../json.ts';
import type { SchemaError } from './schema-error.ts';
import type { Validator } from './validator.ts';

type Compiled =
  | { readonly ok: true; readonly validator: Validator }
  | { readonly ok: false; readonly reason: string };

/**
 * Compiles a schema of the user's, JSON or YAML, of draft-07, 2019-09 or 2020-12. It comes from the tree and may refer to
 * nothing outside itself; patterns run in linear time (RE2), because the tree isn't trusted.
 */
export async function compileUserSchema(tree: SourceTree, path: string): Promise<Compiled> {
  const read = tree.read(path);
  if (!read.ok) return { ok: false, reason: `${path} ${read.reason}` };
  const schema = parsed(read.text);
  if (!isMap(schema)) return { ok: false, reason: 'it is not a map' };
  try {
    return { ok: true, validator: await validatorOf(schema) };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}

function parsed(text: string): Json | undefined {
  return parseYaml(text).documents[0]?.value;
}

async function validatorOf(schema: JsonObject): Promise<Validator> {
  const ajv = await ajvFor(String(schema['$schema'] ?? ''));
  const validate = ajv.compile(schema as AnySchemaObject);
  return {
    validate: (value) => (validate(value) ? [] : ((validate.errors ?? []) as SchemaError[])),
    root: schema,
  };
}

const OPTIONS: Options = {
  allErrors: true,
  verbose: true,
  strict: false,
  logger: false,
  validateFormats: false,
  code: { regExp: Object.assign((pattern: string) => linear(pattern), { code: 'undefined' }) },
};

/** By `default`, and ajv's own `default` in it: all that a bundler keeps of a CommonJS module that is imported so late. */
async function ajvFor(dialect: string): Promise<InstanceType<typeof import('ajv').Ajv>> {
  if (dialect.includes('2020-12')) return new (await import('ajv/dist/2020.js')).default.default(OPTIONS);
  if (dialect.includes('2019-09')) return new (await import('ajv/dist/2019.js')).default.default(OPTIONS);
  return new (await import('ajv')).default.default(OPTIONS);
}

/** By `toString` ajv tells the expressions of a schema apart; without one they would all be the first. */
function linear(pattern: string): { test(text: string): boolean; toString(): string } {
  const compiled = RE2JS.compile(pattern);
  return { test: (text) => compiled.matcher(text).find(), toString: () => pattern };
}
