import type { Generator } from './generator.ts';
import { clusterDecisionGenerator } from './cluster-decision.ts';
import { clusterGenerator } from './clusters.ts';
import { gitGenerator } from './git.ts';
import { listGenerator } from './list.ts';
import { matrixGenerator } from './matrix.ts';
import { mergeGenerator } from './merge.ts';
import { pluginGenerator } from './plugin.ts';
import { pullRequestGenerator } from './pull-request.ts';
import { scmProviderGenerator } from './scm-provider.ts';

export {
  GeneratorFailure,
  type Generator,
  type GeneratorContext,
  type GeneratorInput,
  type ParameterSet,
} from './generator.ts';
export type { Emptiness } from './emptiness.ts';
export { isSaid, transform, type Transformed } from './transform.ts';
export { unknownNames } from './unknown-names.ts';

const SINGLE: readonly (readonly [string, Generator])[] = [
  ['list', listGenerator],
  ['clusters', clusterGenerator],
  ['git', gitGenerator],
  ['scmProvider', scmProviderGenerator],
  ['clusterDecisionResource', clusterDecisionGenerator],
  ['pullRequest', pullRequestGenerator],
  ['plugin', pluginGenerator],
];

/** By the field of a generator entry, in the order in which the controller runs them. */
export const GENERATORS: ReadonlyMap<string, Generator> = new Map([
  ...SINGLE,
  ['matrix', matrixGenerator(generatorsAt)],
  ['merge', mergeGenerator(generatorsAt)],
]);
const TERMINAL: ReadonlyMap<string, Generator> = new Map(SINGLE);

/** A combination may stand in a combination, but not in a third: Argo CD's CRD ends there. */
function generatorsAt(depth: number): ReadonlyMap<string, Generator> {
  return depth < 2 ? GENERATORS : TERMINAL;
}
