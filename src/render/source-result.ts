import type { Layer, Manifest, Problem, Rendered } from '../types.ts';

/** What one source of an Application yields. */
export interface SourceResult extends Pick<
  Rendered,
  'manifests' | 'layers' | 'logs' | 'problems' | 'failure'
> {
  readonly manifests: readonly Manifest[];
  readonly layers: readonly Layer[];
}

/** Not rendered; the last problem says why. */
export function failed(problems: readonly Problem[]): SourceResult {
  return {
    manifests: [],
    layers: [],
    logs: [],
    problems,
    failure: problems.at(-1)?.message ?? 'not rendered',
  };
}

/** A feature that Plimsoll does not have yet: no problem of the author's, a gap in the coverage. */
export function unsupported(feature: string): SourceResult {
  return { manifests: [], layers: [], logs: [], problems: [], failure: `${feature} is not supported yet` };
}
