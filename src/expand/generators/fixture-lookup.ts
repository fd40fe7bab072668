import { nameOf } from '../notices.ts';
import { GeneratorFailure, type GeneratorInput } from './generator.ts';

/**
 * What `fixtures:` has for a generator under the first of these keys. Throws a `generator-unresolved` that says which
 * keys would supply it.
 */
export function fixtureOf<T>(
  kind: string,
  fixtures: Readonly<Record<string, T>>,
  keys: readonly (string | undefined)[],
  { path, context }: GeneratorInput,
): T {
  const named = [...new Set(keys.filter((key): key is string => key !== undefined && key !== ''))];
  const key = named.find((name) => Object.hasOwn(fixtures, name));
  if (key !== undefined) return fixtures[key]!;
  const places = named.map((name) => `fixtures.${kind}[${JSON.stringify(name)}]`).join(' or ');
  const message = `what the ${kind} generator of ${nameOf(context.set)} would find is not in the repository; ${places} in plimsoll.yaml can say it`;
  throw new GeneratorFailure('generator-unresolved', path, message);
}
