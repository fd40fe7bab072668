import type { Json, JsonObject } from '../../types.ts';
import { memberOf, pointerKeys, type SchemaError, valueAt } from './schema-error.ts';

/** Keywords that only say that one of their own schemas failed, which has said why. */
const ECHOES: ReadonlySet<string> = new Set(['if', 'allOf', '$ref']);
const CHOICES: ReadonlySet<string> = new Set(['anyOf', 'oneOf']);

/**
 * Errors that each tell a person something: without `if`'s echo, and for `anyOf` and `oneOf` either the errors of the one
 * branch that fits the value's type, or the choice alone, but not those of every branch.
 */
export function withoutNoise(errors: readonly SchemaError[], schema: () => JsonObject): SchemaError[] {
  let left = errors.filter((error) => !ECHOES.has(error.keyword));
  for (const choice of left.filter((error) => CHOICES.has(error.keyword))) left = settle(choice, left, schema());
  return unrepeated(left);
}

function settle(choice: SchemaError, errors: readonly SchemaError[], schema: JsonObject): SchemaError[] {
  const branches = branchesOf(choice, errors, schema);
  const inBranches = new Set(branches.flat());
  const others = errors.filter((error) => !inBranches.has(error) && error !== choice);
  const fitting = branches.filter((branch) => branch.length > 0 && branch.every((error) => !rejectsType(error, choice)));
  return fitting.length === 1 ? [...others, ...fitting[0]!] : [...others, choice];
}

/** A branch that wants another type, or another constant, isn't the one that the author meant. */
function rejectsType(error: SchemaError, choice: SchemaError): boolean {
  return error.instancePath === choice.instancePath && ['type', 'const', 'enum'].includes(error.keyword);
}

function branchesOf(choice: SchemaError, errors: readonly SchemaError[], schema: JsonObject): SchemaError[][] {
  const alternatives = valueAt(schema, pointerKeys(choice.schemaPath));
  if (!Array.isArray(alternatives)) return [];
  return alternatives.map((branch: Json, index) => {
    const prefixes = [`${choice.schemaPath}/${index}/`, ...refsOf(branch, schema)];
    return errors.filter(
      (error) =>
        error !== choice &&
        isInside(error.instancePath, choice.instancePath) &&
        prefixes.some((prefix) => error.schemaPath.startsWith(prefix)),
    );
  });
}

/** Where the errors of schemas that a branch refers to are said to stand. */
function refsOf(branch: Json, schema: JsonObject, seen: Set<string> = new Set()): string[] {
  if (typeof branch !== 'object' || branch === null) return [];
  const ref = memberOf(branch, '$ref');
  const own = typeof ref === 'string' && ref.startsWith('#/') && !seen.has(ref) ? [ref] : [];
  for (const found of own) seen.add(found);
  const below = [...own.map((found) => valueAt(schema, pointerKeys(found)) ?? null), ...Object.values(branch)];
  return [...own.map((found) => `${found}/`), ...below.flatMap((child: Json) => refsOf(child, schema, seen))];
}

function isInside(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

/** One message for a place: a wrong type makes every other keyword moot, and two branches may want the same key. */
function unrepeated(errors: readonly SchemaError[]): SchemaError[] {
  const wrongType = new Set(errors.filter((error) => error.keyword === 'type').map((error) => error.instancePath));
  const seen = new Set<string>();
  return errors.filter((error) => {
    if (error.keyword !== 'type' && wrongType.has(error.instancePath)) return false;
    const key = JSON.stringify([error.instancePath, error.keyword, error.params]);
    return !seen.has(key) && seen.add(key);
  });
}

