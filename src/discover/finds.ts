import { FILE_START, fileName } from '../source-file.ts';
import type { Discovered, Found, Gap, Location, Problem, SourceTree } from '../types.ts';

/** What a look through the files has found so far. */
export class Finds {
  readonly applications: Found[] = [];
  readonly applicationSets: Found[] = [];
  readonly projects: Found[] = [];
  readonly clusters: Found[] = [];
  readonly crds: Found[] = [];
  /** ConfigMaps `argocd-cm`, or patches of one. */
  readonly settings: Found[] = [];
  files = 0;
  readonly #problems: Problem[] = [];
  readonly #gaps: Gap[] = [];

  problem(problem: Problem): void {
    this.#problems.push(problem);
  }

  gap(gap: Gap): void {
    this.#gaps.push(gap);
  }

  result(): Omit<Discovered, 'leaves' | 'inventory' | 'argocd'> {
    const { applications, applicationSets, projects, clusters, crds, files } = this;
    const [problems, gaps] = [this.#problems, this.#gaps];
    return { applications, applicationSets, projects, clusters, crds, files, problems, gaps };
  }
}

export function startOfFile(tree: SourceTree, path: string): Location {
  return { file: fileName({ tree, path }), range: FILE_START };
}
