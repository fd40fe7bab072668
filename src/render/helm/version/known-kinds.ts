/** What both Helms know of Kubernetes: theirs differ by the client library that they were built with. */

/** Groups that one of the libraries lacks, or of which it has other versions; none where the group is missing. */
interface OwnGroups {
  readonly lifecycle?: string;
  readonly scheduling: string;
  readonly storagemigration: string;
}

/** Helm's `DefaultVersionSet`, in its order. */
export function apiVersions({ lifecycle, scheduling, storagemigration }: OwnGroups): readonly string[] {
  return [
    'v1',
    ...versions('admissionregistration.k8s.io', 'v1 v1alpha1 v1beta1'),
    ...versions('internal.apiserver.k8s.io', 'v1alpha1'),
    ...versions('apps', 'v1 v1beta1 v1beta2'),
    ...versions('authentication.k8s.io', 'v1 v1alpha1 v1beta1'),
    ...versions('authorization.k8s.io', 'v1 v1beta1'),
    ...versions('autoscaling', 'v1 v2'),
    ...versions('batch', 'v1 v1beta1'),
    ...versions('certificates.k8s.io', 'v1 v1beta1 v1alpha1'),
    ...versions('coordination.k8s.io', 'v1alpha2 v1beta1 v1'),
    ...versions('discovery.k8s.io', 'v1 v1beta1'),
    ...versions('events.k8s.io', 'v1 v1beta1'),
    ...versions('extensions', 'v1beta1'),
    ...versions('flowcontrol.apiserver.k8s.io', 'v1 v1beta1 v1beta2 v1beta3'),
    ...(lifecycle === undefined ? [] : versions('lifecycle.k8s.io', lifecycle)),
    ...versions('networking.k8s.io', 'v1 v1beta1'),
    ...versions('node.k8s.io', 'v1 v1alpha1 v1beta1'),
    ...versions('policy', 'v1 v1beta1'),
    ...versions('rbac.authorization.k8s.io', 'v1 v1beta1 v1alpha1'),
    ...versions('resource.k8s.io', 'v1 v1beta2 v1beta1 v1alpha3'),
    ...versions('scheduling.k8s.io', scheduling),
    ...versions('storage.k8s.io', 'v1beta1 v1 v1alpha1'),
    ...versions('storagemigration.k8s.io', storagemigration),
    ...versions('apiextensions.k8s.io', 'v1beta1 v1'),
  ];
}

function versions(group: string, names: string): string[] {
  return names.split(' ').map((name) => `${group}/${name}`);
}

/** Helm's `InstallOrder`, as far as both have it. */
export const INSTALL_ORDER: readonly string[] = (
  'PriorityClass Namespace NetworkPolicy ResourceQuota LimitRange PodSecurityPolicy PodDisruptionBudget ' +
  'ServiceAccount Secret SecretList ConfigMap StorageClass PersistentVolume PersistentVolumeClaim ' +
  'CustomResourceDefinition ClusterRole ClusterRoleList ClusterRoleBinding ClusterRoleBindingList Role RoleList ' +
  'RoleBinding RoleBindingList Service DaemonSet Pod ReplicationController ReplicaSet Deployment ' +
  'HorizontalPodAutoscaler StatefulSet Job CronJob IngressClass Ingress APIService'
).split(' ');

/** Each kind with its place. */
export function ordered(kinds: readonly string[]): ReadonlyMap<string, number> {
  return new Map(kinds.map((kind, index) => [kind, index]));
}
