import type { Generator } from './generator.ts';
import { gitGenerator } from './git.ts';
import { listGenerator } from './list.ts';

export { GeneratorFailure, type Generator, type GeneratorInput, type ParameterSet } from './generator.ts';

/** By the field of a generator entry, in the order in which the controller runs them. */
export const GENERATORS: ReadonlyMap<string, Generator> = new Map([
  ['list', listGenerator],
  ['git', gitGenerator],
]);

/** Those that Argo CD has and this version does not. */
export const UNSUPPORTED_GENERATORS: readonly string[] = [
  'clusters',
  'scmProvider',
  'clusterDecisionResource',
  'pullRequest',
  'matrix',
  'merge',
  'plugin',
];
