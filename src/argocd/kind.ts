import type { KubernetesObject } from '../types.ts';

/** What Kubernetes appends to `generateName` is random; a manifest's name must be the same in every run. */
export const GENERATED_SUFFIX = '00000';

/** `''` for the core group. */
export function groupOf({ apiVersion }: { readonly apiVersion: string }): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

export function isCrd(object: KubernetesObject): boolean {
  return object.kind === 'CustomResourceDefinition' && groupOf(object) === 'apiextensions.k8s.io';
}
