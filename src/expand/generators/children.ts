import type { FieldPath, JsonObject } from '../../types.ts';
import { filledOrigin } from '../../trace/index.ts';
import { isMap } from '../../json.ts';
import { field, list } from '../json-map.ts';
import { compileEntry } from './interpolate.ts';
import { GeneratorFailure, type Generator, type GeneratorContext, type GeneratorInput } from './generator.ts';
import type { ParameterSet } from './generator.ts';
import { type Entry, isSaid, transform } from './transform.ts';
import { unknownNames } from './unknown-names.ts';

/** What may stand inside a combination: a matrix or a merge only once, because a CRD can't be recursive. */
export type GeneratorsAt = (depth: number) => ReadonlyMap<string, Generator>;

/** The entries of a combination's `generators`. */
export function entriesOf({ generator, path, origin, depth }: GeneratorInput): readonly Entry[] {
  return list(field(generator, 'generators')).map((entry, index) => {
    const at: FieldPath = [...path, 'generators', index];
    if (!isMap(entry)) throw new GeneratorFailure('application-invalid', at, 'a generator must be a map');
    return {
      entry,
      path: at,
      origin: { ...origin, path: [...origin.path, 'generators', index] },
      depth: depth + 1,
    };
  });
}

/** Runs a child generator again and again, each time with another's parameters filled in. */
export interface Child {
  run(others?: ParameterSet): readonly ParameterSet[];
}

export function childOf(entry: Entry, generatorsAt: GeneratorsAt, context: GeneratorContext): Child {
  const generators = generatorsAt(entry.depth);
  const filledIn = compileEntry(entry, generators, context);
  let unfilled: readonly ParameterSet[] | undefined;
  return {
    run({ parameters, origin: from } = { parameters: {} }) {
      const isFilled = Object.keys(parameters).length > 0 && filledIn !== undefined;
      if (isFilled) {
        const filling = { parameters, from, trace: context.trace };
        const origin = filledOrigin({ object: entry.entry, origin: entry.origin }, filling);
        return only(filledOut({ ...entry, entry: filledIn(parameters), origin }));
      }
      unfilled ??= only(transform(entry, generators, context));
      return unfilled;
    },
  };

  /** What is wrong may be a parameter: a repoURL of a list's element. */
  function filledOut(filled: Entry): ReturnType<typeof transform> {
    try {
      return transform(filled, generators, context);
    } catch (error) {
      if (error instanceof GeneratorFailure) error.origin ??= filled.origin;
      throw error;
    }
  }

  function only(results: ReturnType<typeof transform>): readonly ParameterSet[] {
    const [first, second] = results;
    if (first === undefined) {
      const message = `child generator generated no parameters: ${namesOf(entry.entry, generators)}`;
      throw new GeneratorFailure('application-invalid', entry.path, message);
    }
    if (second === undefined) return first.sets;
    const message = `found more than one generator in an entry of a combination: ${first.name} and ${second.name}`;
    throw new GeneratorFailure('application-invalid', entry.path, message);
  }
}

function namesOf(entry: JsonObject, generators: ReadonlyMap<string, Generator>): string {
  const said = Object.entries(entry).filter(([, value]) => isSaid(value));
  if (said.length === 0) return 'an empty entry';
  return `${unknownNames(Object.fromEntries(said), generators.keys(), " can't stand here")}`;
}
