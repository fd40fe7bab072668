import { YamlFailure } from './failure.ts';

/** Nested collections that a document may have. Go's own bound is 10,000; nothing real comes near a tenth of this. */
export const MAX_DEPTH = 1000;

export function tooDeep(at: number): YamlFailure {
  return new YamlFailure('too-deep', `nested more than ${MAX_DEPTH} levels deep`, at, at + 1);
}
