import type { Trees } from '../../types.ts';
import type { Source } from '../source.ts';
import { unsupported, type SourceResult } from '../source-result.ts';
import { missingBases } from './remote-bases.ts';

/** Not rendered yet; but what it is made of is looked for, so that `plimsoll vendor` fetches what is not here. */
export function renderKustomize(source: Source, trees: Trees): SourceResult {
  return { ...unsupported('Kustomize'), problems: missingBases(source, trees) };
}
