import { decodedOnto } from '../../argocd/decoded-onto.ts';
import type { FieldPath, Json, JsonObject, Origin } from '../../types.ts';
import { isMap } from '../../json.ts';
import { field } from '../json-map.ts';
import { SelectorFault } from '../label-selector.ts';
import { compileSelector } from '../selector.ts';
import { emptinessOf } from './emptiness.ts';
import { GeneratorFailure, type Generator, type GeneratorContext, type ParameterSet } from './generator.ts';

/** The parameter sets of one generator of an entry; `own` is what stands below its name. */
export interface Transformed {
  readonly name: string;
  readonly own: JsonObject;
  readonly path: FieldPath;
  readonly sets: readonly ParameterSet[];
}

export interface Entry {
  readonly entry: JsonObject;
  readonly path: FieldPath;
  /** Where it is written. */
  readonly origin: Origin;
  readonly depth: number;
}

/**
 * Argo CD's `Transform`: runs the generators that an entry names, of which there should be one, and keeps the sets that
 * its `selector` selects. Throws a `GeneratorFailure`.
 */
export function transform(
  { entry, path, origin, depth }: Entry,
  generators: ReadonlyMap<string, Generator>,
  context: GeneratorContext,
): Transformed[] {
  const isSelected = selectorOf(field(entry, 'selector'), path);
  return [...generators]
    .filter(([name]) => isSaid(field(entry, name)))
    .map(([name, generator]) => {
      const written = field(entry, name);
      const at = [...path, name];
      if (!isMap(written))
        throw new GeneratorFailure('application-invalid', at, `the ${name} generator must be a map`);
      const own = depth === 0 ? written : asNested(name, written);
      const sets = generator({
        generator: own,
        path: at,
        origin: { ...origin, path: [...origin.path, name] },
        depth,
        context,
      });
      const selected = sets.filter(isSelected);
      if (selected.length === 0)
        context.yieldsNothing(emptinessOf({ name, own, path: at, unselected: sets.length }));
      return { name, own, path: at, sets: selected };
    });
}

/** A combination in a combination is JSON of any shape to the API server: Argo CD reads it itself, whatever the case. */
function asNested(name: string, own: JsonObject): JsonObject {
  const type = NESTED.get(name);
  return type === undefined ? own : (decodedOnto(undefined, own, type) as JsonObject);
}

const NESTED: ReadonlyMap<string, string> = new Map([
  ['matrix', 'NestedMatrixGenerator'],
  ['merge', 'NestedMergeGenerator'],
]);

function selectorOf(selector: Json | undefined, path: FieldPath): (set: ParameterSet) => boolean {
  try {
    return compileSelector(selector);
  } catch (error) {
    if (!(error instanceof SelectorFault)) throw error;
    throw new GeneratorFailure('application-invalid', [...path, 'selector', ...error.path], error.message);
  }
}

export function isSaid(value: Json | undefined): value is Json {
  return value !== undefined && value !== null;
}
