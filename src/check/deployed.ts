import { SYNCED_HELM_HOOKS } from '../helm-hooks.ts';
import type { JsonObject, Manifest } from '../types.ts';

/**
 * Whether Argo CD ever applies a manifest: a chart's tests are rendered but never run, and a hook may say `Skip`. What
 * is never applied breaks no rule.
 */
export function isDeployed({ object }: Manifest): boolean {
  const { annotations } = object.metadata;
  if (typeof annotations !== 'object' || annotations === null || Array.isArray(annotations)) return true;
  const own = hooksOf(annotations as JsonObject, 'argocd.argoproj.io/hook');
  if (own !== undefined) return !own.every((type) => type === 'Skip');
  const helm = hooksOf(annotations as JsonObject, 'helm.sh/hook');
  return helm === undefined || helm.some((type) => type === 'crd-install' || SYNCED_HELM_HOOKS.has(type));
}

function hooksOf(annotations: JsonObject, name: string): string[] | undefined {
  const value = Object.hasOwn(annotations, name) ? annotations[name] : undefined;
  return typeof value === 'string' ? value.split(',').map((type) => type.trim()) : undefined;
}
