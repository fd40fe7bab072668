import { nearestName } from '../../config/index.ts';
import type { JsonObject } from '../../types.ts';
import { memberOf, pointerKeys, type SchemaError, valueAt } from './schema-error.ts';

/** Keywords that only say that one of their own schemas failed, which has said why. */
const ECHOES: ReadonlySet<string> = new Set(['if', 'allOf', '$ref']);
const CHOICES: ReadonlySet<string> = new Set(['anyOf', 'oneOf']);

/**
 * Errors that each tell a person something: without `if`'s echo, and for `anyOf` and `oneOf` either the errors of the one
 * branch that fits the value's type, or the choice alone, but not those of every branch.
 */
export function withoutNoise(errors: readonly SchemaError[], root: JsonObject | undefined): SchemaError[] {
  let left = errors.filter((error) => !ECHOES.has(error.keyword));
  for (const choice of left.filter((error) => CHOICES.has(error.keyword))) left = settle(choice, left, root);
  return withoutMisspelt(unrepeated(left));
}

function settle(
  choice: SchemaError,
  errors: readonly SchemaError[],
  root: JsonObject | undefined,
): SchemaError[] {
  const branches = branchesOf(choice, errors, root);
  const inBranches = new Set(branches.flat());
  const others = errors.filter((error) => !inBranches.has(error) && error !== choice);
  const fitting = branches.filter(
    (branch) => branch.length > 0 && !branch.some((error) => rejectsType(error, choice)),
  );
  return fitting.length === 1 ? [...others, ...fitting[0]!] : [...others, choice];
}

/** A branch that wants another type, or another constant, isn't the one that the author meant. */
function rejectsType(error: SchemaError, choice: SchemaError): boolean {
  return error.instancePath === choice.instancePath && ['type', 'const', 'enum'].includes(error.keyword);
}

/** The errors of each alternative: those whose schema is a part of it, also by `$ref`. */
function branchesOf(
  choice: SchemaError,
  errors: readonly SchemaError[],
  root: JsonObject | undefined,
): SchemaError[][] {
  const alternatives = Array.isArray(choice.schema) ? (choice.schema as unknown[]) : [];
  return alternatives.map((branch) => {
    const parts = partsOf(branch, root, new Set());
    return errors.filter(
      (error) => isInside(error.instancePath, choice.instancePath) && parts.has(error.parentSchema),
    );
  });
}

function partsOf(schema: unknown, root: JsonObject | undefined, parts: Set<unknown>): ReadonlySet<unknown> {
  if (typeof schema !== 'object' || schema === null || parts.has(schema)) return parts;
  parts.add(schema);
  const ref = memberOf(schema as JsonObject, '$ref');
  if (root !== undefined && typeof ref === 'string' && ref.startsWith('#')) {
    partsOf(valueAt(root, pointerKeys(ref)), root, parts);
  }
  for (const part of Object.values(schema)) partsOf(part, root, parts);
  return parts;
}

function isInside(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

/** One message for a place: a wrong type makes every other keyword moot, and two branches may want the same key. */
function unrepeated(errors: readonly SchemaError[]): SchemaError[] {
  const wrongType = new Set(
    errors.filter((error) => error.keyword === 'type').map((error) => error.instancePath),
  );
  const seen = new Set<string>();
  return errors.filter((error) => {
    if (error.keyword !== 'type' && wrongType.has(error.instancePath)) return false;
    const key = JSON.stringify([error.instancePath, error.keyword, error.params]);
    return !seen.has(key) && seen.add(key);
  });
}

/** A required key that is there, misspelt, is said once: as the unknown key with its nearest name. */
function withoutMisspelt(errors: readonly SchemaError[]): SchemaError[] {
  const misspelt = new Set(
    errors.flatMap(({ instancePath, params, parentSchema }) => {
      const key = params['additionalProperty'];
      const known = memberOf(parentSchema as JsonObject | undefined, 'properties');
      const meant = typeof key === 'string' ? nearestName(key, Object.keys(known ?? {})) : undefined;
      return meant === undefined ? [] : [JSON.stringify([instancePath, meant])];
    }),
  );
  return errors.filter(
    ({ instancePath, params }) => !misspelt.has(JSON.stringify([instancePath, params['missingProperty']])),
  );
}
