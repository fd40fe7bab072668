import type { JsonObject } from '../../types.ts';
import { combineTexts, mergedOver } from '../combine.ts';
import { firstOf } from '../parameter-origins.ts';
import { childOf, entriesOf, type GeneratorsAt } from './children.ts';
import { GeneratorFailure, type Generator, type GeneratorInput, type ParameterSet } from './generator.ts';

/**
 * Argo CD's matrix generator (applicationset/generators/matrix.go): every set of the first generator with every set of
 * the second, whose fields may use the first's parameters.
 */
export function matrixGenerator(generatorsAt: GeneratorsAt): Generator {
  return (input) => {
    const [first, second, ...others] = entriesOf(input);
    const at = [...input.path, 'generators'];
    const invalid = (message: string): GeneratorFailure =>
      new GeneratorFailure('application-invalid', at, message);
    if (first === undefined || second === undefined)
      throw invalid('found less than two generators, Matrix support only two');
    if (others.length > 0) throw invalid('found more than two generators, Matrix support only two');
    const inner = childOf(second, generatorsAt, input.context);
    const combined: ParameterSet[] = [];
    for (const left of childOf(first, generatorsAt, input.context).run()) {
      for (const right of inner.run(left)) {
        if (combined.length === input.context.limit) throw tooMany(input);
        combined.push(combine(left, right, input));
      }
    }
    return combined;
  };
}

function combine(left: ParameterSet, right: ParameterSet, { path, context }: GeneratorInput): ParameterSet {
  const folder = left.folder ?? right.folder;
  try {
    const parameters: JsonObject = context.goTemplate
      ? mergedOver(mergedOver({}, right.parameters), left.parameters)
      : combineTexts(left.parameters, right.parameters);
    const origin = firstOf(left.origin, right.origin);
    return { parameters, origin, ...(folder === undefined ? {} : { folder }) };
  } catch (error) {
    throw new GeneratorFailure('application-invalid', path, (error as Error).message);
  }
}

function tooMany({ path, context }: GeneratorInput): GeneratorFailure {
  const message = `the matrix generator makes more than ${context.limit} parameter sets (limits.applications)`;
  return new GeneratorFailure('generator-unresolved', path, message);
}
