/** What Argo CD would apply of an Application's manifests: controller/state.go's `NormalizeTargetObjects`. */
import type { KubernetesObject, Manifest } from '../types.ts';
import { groupOf, isCrd } from './kind.ts';
import { isClusterScoped, type Scopes } from './scopes.ts';
import { type ArgoSettings, exclusionOf } from './settings.ts';
import { tracked } from './tracking.ts';

export interface TargetOptions {
  /** The Application's name as `instanceName` gives it. */
  readonly instance: string;
  /** Its destination's. */
  readonly namespace: string;
  /** Its destination's, where that is known. */
  readonly server?: string;
  readonly scopes: Scopes;
  readonly settings: ArgoSettings;
}

/** A resource as it would be applied, and the manifest that it comes from. */
export interface Target {
  readonly object: KubernetesObject;
  readonly manifest: Manifest;
}

export interface TargetState {
  /** In the order of the manifests, without those that Argo CD takes no notice of. */
  readonly targets: readonly Target[];
  /** Manifests whose place another of the same Application takes: of one resource the last counts. */
  readonly repeated: readonly Manifest[];
  /** Of kinds that argocd-cm excludes. */
  readonly excluded: readonly Manifest[];
}

/** Manifests of one and the same resource, the last of which counts; only where there are several. */
export function repeatedManifests(
  manifests: readonly Manifest[],
  namespace: string,
  scopes: Scopes,
): readonly (readonly Manifest[])[] {
  const byKey = new Map<string, Manifest>();
  const repeated = new Map<string, Manifest[]>();
  for (const [index, manifest] of manifests.entries()) {
    const { object } = manifest;
    const own = object.metadata['namespace'];
    const place = isClusterScoped(scopes, object)
      ? ''
      : typeof own === 'string' && own !== ''
        ? own
        : namespace;
    const key = resourceKey(object, place, index);
    const before = byKey.get(key);
    byKey.set(key, manifest);
    if (before === undefined) continue;
    const group = repeated.get(key);
    if (group === undefined) repeated.set(key, [before, manifest]);
    else group.push(manifest);
  }
  return [...repeated.values()];
}

export function targetState(manifests: readonly Manifest[], options: TargetOptions): TargetState {
  const { settings, server } = options;
  const last = new Map<string, Target>();
  const repeated: Manifest[] = [];
  for (const [index, manifest] of manifests.entries()) {
    const object = targetObject(manifest.object, options);
    const { namespace = '' } = object.metadata;
    const key = resourceKey(object, String(namespace), index);
    const before = last.get(key);
    if (before !== undefined) repeated.push(before.manifest);
    last.set(key, { object, manifest });
  }
  const targets: Target[] = [];
  const excluded: Manifest[] = [];
  const isExcluded = exclusionOf(settings);
  for (const target of last.values()) {
    const { apiVersion, kind } = target.object;
    if (isExcluded(apiVersion, kind, server)) excluded.push(target.manifest);
    else targets.push(target);
  }
  return { targets, repeated, excluded };
}

/** With its namespace filled in, or taken away where it can have none, and what Argo CD tracks it by. */
function targetObject(object: KubernetesObject, options: TargetOptions): KubernetesObject {
  const { scopes, namespace, instance, settings } = options;
  const { namespace: written, ...rest } = object.metadata;
  const isWritten = written !== undefined && written !== null && written !== '';
  const isCluster = isClusterScoped(scopes, object);
  const wants = isCluster || namespace === '' ? undefined : namespace;
  const isChanged = isCluster === isWritten;
  const metadata = {
    ...rest,
    ...(wants !== undefined && { namespace: wants }),
  } as KubernetesObject['metadata'];
  const placed = isChanged ? { ...object, metadata } : object;
  // The repo server marks no CRDs, the controller each object whose namespace it sets.
  return isCrd(object) && !isChanged ? placed : tracked(placed, instance, namespace, settings);
}

/** Objects whose names the API server makes are never the same. */
function resourceKey(object: KubernetesObject, namespace: string, index: number): string {
  const { name, generateName } = object.metadata;
  const own = typeof generateName === 'string' && name.startsWith(generateName) ? `${name}${index}` : name;
  return `${groupOf(object)} ${object.kind} ${namespace} ${own}`;
}
