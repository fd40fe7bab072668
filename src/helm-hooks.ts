/**
 * The Helm hooks that Argo CD makes hooks of its own of; of the others (tests, rollbacks) it applies nothing.
 * gitops-engine, pkg/sync/hook/helm.
 */
export const SYNCED_HELM_HOOKS: ReadonlySet<string> = new Set([
  'pre-install',
  'pre-upgrade',
  'post-install',
  'post-upgrade',
  'pre-delete',
  'post-delete',
]);
