import { setOwn } from '../../yaml/index.ts';
import { encodeJson } from '../../sprig/index.ts';
import type { Value } from '../../template/index.ts';
import type { Json, JsonObject } from '../../types.ts';
import { mergedOver } from '../combine.ts';
import { field, list } from '../json-map.ts';

import { MergedOrigin } from '../parameter-origins.ts';
import { childOf, entriesOf, type GeneratorsAt } from './children.ts';
import { GeneratorFailure, type Generator, type GeneratorInput, type ParameterSet } from './generator.ts';
import type { Entry } from './transform.ts';

/**
 * Argo CD's merge generator (applicationset/generators/merge.go): the sets of the first generator, each with what the
 * later ones have for the same `mergeKeys`. In the first generator's order, where the controller's is random.
 */
export function mergeGenerator(generatorsAt: GeneratorsAt): Generator {
  return (input) => {
    const entries = entriesOf(input);
    if (entries.length < 2) {
      const message = 'found less than two generators, Merge requires two or more';
      throw new GeneratorFailure('application-invalid', [...input.path, 'generators'], message);
    }
    const all = entries.map((entry) => childOf(entry, generatorsAt, input.context).run());
    const [base, ...overrides] = all.map((sets, index) => byMergeKeys(sets, entries[index]!, input));
    for (const override of overrides) {
      for (const [key, set] of base!) {
        const other = override.get(key);
        if (other !== undefined) base!.set(key, overridden(set, other, input));
      }
    }
    return [...base!.values()];
  };
}

function overridden(
  set: ParameterSet,
  other: ParameterSet,
  { generator, path, context }: GeneratorInput,
): ParameterSet {
  const folder = set.folder ?? other.folder;
  try {
    const parameters = context.goTemplate
      ? mergedOver(set.parameters, other.parameters)
      : copiedOver(set.parameters, other.parameters);
    const origin = new MergedOrigin(set.origin, other.origin, list(field(generator, 'mergeKeys')));
    return { parameters, origin, ...(folder === undefined ? {} : { folder }) };
  } catch (error) {
    throw new GeneratorFailure('application-invalid', path, (error as Error).message);
  }
}

/** An empty element of a list is a nil map to the controller, which can't take a key. */
function copiedOver(base: JsonObject, other: JsonObject): JsonObject {
  if (Object.keys(base).length === 0 && Object.keys(other).length > 0)
    throw new Error(
      'the controller panics: an empty parameter set (an element {}) can’t take another’s parameters',
    );
  const all: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(other)) setOwn(all, key, value);
  return all;
}

/** The sets by their values for the merge keys, which must be unique; a key that is missing counts as null. */
function byMergeKeys(
  sets: readonly ParameterSet[],
  { path }: Entry,
  input: GeneratorInput,
): Map<string, ParameterSet> {
  const keys = list(field(input.generator, 'mergeKeys')).map(String);
  if (keys.length === 0) {
    const message = 'no merge keys were specified, Merge requires at least one';
    throw new GeneratorFailure('application-invalid', [...input.path, 'mergeKeys'], message);
  }
  const byKeys = new Map<string, ParameterSet>();
  for (const set of sets) {
    const picked: Record<string, Json> = {};
    for (const key of keys) setOwn(picked, key, field(set.parameters, key) ?? null);
    const json = encodeJson(picked as Value, { escapeHtml: true });
    if (byKeys.has(json)) {
      const message = `the parameters from a generator were not unique by the given mergeKeys, Merge requires all param sets to be unique. Duplicate key was ${json}`;
      throw new GeneratorFailure('application-invalid', path, message);
    }
    byKeys.set(json, set);
  }
  return byKeys;
}
