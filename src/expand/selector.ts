import type { Json, JsonObject } from '../types.ts';
import { flattened } from './flatten.ts';
import type { ParameterSet } from './generators/generator.ts';
import { isMap } from '../json.ts';
import { compileLabelSelector } from './label-selector.ts';

export type ParameterTest = (set: ParameterSet) => boolean;

/**
 * A generator's `selector`, which filters its parameter sets (Argo CD's `Transform`): a label selector without limits on
 * values, over the parameters flattened to `a.b.0`. Throws a `SelectorFault` where Argo CD refuses it.
 */
export function compileSelector(selector: Json | undefined): ParameterTest {
  if (!isMap(selector)) return () => true;
  const matches = compileLabelSelector(selector, { anyValue: true });
  return ({ parameters }: { readonly parameters: JsonObject }) => matches(flattened(parameters, true));
}
