/** Resources of kinds that Argo CD takes no notice of: its own list, and argocd-cm's `resource.exclusions` and `resource.inclusions`. */
import { type ArgoSettings, exclusionOf } from '../argocd/settings.ts';
import { destinationOf } from '../argocd/sync-plan.ts';
import type { PolicyResult } from '../trace/index.ts';
import type { Cluster, Rendered } from '../types.ts';

/** One for each manifest that is never applied for its kind. */
export type ExcludedResults = (rendered: Rendered) => PolicyResult[];

export function excludedResultsOf(settings: ArgoSettings, inventory: readonly Cluster[]): ExcludedResults {
  const isExcluded = exclusionOf(settings);
  return ({ application, manifests }) => {
    const { server } = destinationOf(application, inventory);
    return manifests.flatMap(({ object }, manifest) => {
      if (!isExcluded(object.apiVersion, object.kind, server)) return [];
      const message = `Argo CD takes no notice of the kind ${object.kind}, and never applies ${object.metadata.name}`;
      return [{ rule: 'resource-excluded', message, subject: 'manifest', manifest, path: ['kind'] }];
    });
  };
}
