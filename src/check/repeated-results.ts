/** Resources that an Application renders more than once, of which Argo CD applies the last. */
import { repeatedManifests } from '../argocd/target-state.ts';
import type { Scopes } from '../argocd/scopes.ts';
import { type PolicyResult, tracePolicyResult } from '../trace/index.ts';
import type { JsonObject, Manifest, RelatedLocation, Rendered } from '../types.ts';

/** A result, and the place of the one that counts. */
export interface RepeatedResult {
  readonly result: PolicyResult;
  readonly related: readonly RelatedLocation[];
}

/** One for each manifest whose place another one of the same Application takes. */
export function repeatedResults(rendered: Rendered, scopes: Scopes): RepeatedResult[] {
  const { application, manifests } = rendered;
  const spec = application.object['spec'] as JsonObject | undefined;
  const { namespace } = (spec?.['destination'] ?? {}) as JsonObject;
  const groups = repeatedManifests(manifests, typeof namespace === 'string' ? namespace : '', scopes);
  return groups.flatMap((group) => {
    const last = manifests.lastIndexOf(group.at(-1)!);
    return group.slice(0, -1).map((manifest) => repeatedResult(rendered, manifest, last, group.length));
  });
}

function repeatedResult(rendered: Rendered, manifest: Manifest, last: number, count: number): RepeatedResult {
  const { kind, metadata } = manifest.object;
  const times = count === 2 ? 'twice' : `${count} times`;
  const message = `${kind} ${metadata.name} is rendered ${times}; Argo CD applies the last one only`;
  const at = { subject: 'manifest', path: ['metadata', 'name'] } as const;
  const index = rendered.manifests.indexOf(manifest);
  const result = { ...at, rule: 'resource-repeated', message, manifest: index };
  const { location } = tracePolicyResult({ ...result, manifest: last }, rendered);
  return { result, related: [{ ...location, message: 'this one counts' }] };
}
