import { fileName, FILE_START } from '../../source-file.ts';
import type { Config } from '../../config/types.ts';

import type { Discovered, Json, Leaf, Problem, SourceTree } from '../../types.ts';
import { validate as validateBuiltin } from './generated/platform-values.js';
import { isMap } from '../../json.ts';
import type { SchemaError } from './schema-error.ts';
import type { Validator } from './validator.ts';
import { valuesProblems } from './values-problems.ts';

/** What a schema says of a leaf's values. Values that aren't a map are `value-file-invalid`, and not looked at here. */
export type PlatformSchema = (leaf: Leaf, values: Json, application?: string) => Problem[];

/** The schema that the config asks for. One that can't be used is a Problem at its file, with every leaf. */
export async function platformSchema(config: Config, discovered: Discovered): Promise<PlatformSchema> {
  if (config.platformSchema === 'none') return () => [];
  if (config.platformSchema === 'builtin') return checkedBy(BUILTIN);
  const tree = discovered.leaves.find((leaf) => leaf.values)?.values?.tree;
  if (tree === undefined) return () => [];
  const { compileUserSchema } = await import('./user-schema.ts');
  const compiled = await compileUserSchema(tree, config.platformSchema);
  return compiled.ok
    ? checkedBy(compiled.validator, broken(tree, config))
    : () => [broken(tree, config)(compiled.reason)];
}

function checkedBy(validator: Validator, failed: (reason: string) => Problem = unfailing): PlatformSchema {
  return (leaf, values, application) => {
    if (!isMap(values)) return [];
    try {
      return valuesProblems(leaf, values, validator, application);
    } catch (error) {
      // A schema that refers to itself without end overflows the stack.
      return [failed((error as Error).message)];
    }
  };
}

function broken(tree: SourceTree, config: Config): (reason: string) => Problem {
  return (reason) => ({
    ruleId: 'platform-schema',
    message: `The schema for leaf values can't be used: ${reason}`,
    location: { file: fileName({ tree, path: config.platformSchema }), range: FILE_START },
  });
}

function unfailing(reason: string): never {
  throw new Error(reason);
}

interface Generated {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

const BUILTIN: Validator = {
  validate(value) {
    const generated = validateBuiltin as Generated;
    return generated(value) ? [] : (generated.errors ?? []);
  },
};
