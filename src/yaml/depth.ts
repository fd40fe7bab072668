import { YamlFailure } from './failure.ts';

/**
 * Nested collections that a document may have. Go's own bound is 10,000, but what reads the data after us recurses too;
 * the deepest schemas of Kubernetes nest some 60.
 */
export const MAX_DEPTH = 300;

export function tooDeep(at: number): YamlFailure {
  return new YamlFailure('too-deep', `nested more than ${MAX_DEPTH} levels deep`, at, at + 1);
}
