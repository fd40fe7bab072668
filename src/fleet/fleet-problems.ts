import { targetProblems } from './application-targets.ts';
import { ownerProblems } from './code-owners.ts';
import { wideOpenProblems } from './project-scope.ts';
import type { Application, Cluster, Found, Problem, Trees } from '../types.ts';

/** What can be judged only when every Application and AppProject of the run is known. */
export function fleetProblems(
  fleet: { readonly applications: readonly Application[]; readonly projects: readonly Found[] },
  inventory: readonly Cluster[],
  trees: Trees,
): Problem[] {
  const { applications, projects } = fleet;
  return [
    ...targetProblems(applications, { projects, inventory }),
    ...wideOpenProblems(projects),
    ...ownerProblems(applications, trees),
  ];
}
