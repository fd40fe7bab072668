import type { Json, JsonObject, KubernetesObject } from '../types.ts';
import { groupOf } from './kind.ts';

/** `Kind` for the core group, else `Kind.group` → `Cluster` or `Namespaced`; a kind that it does not have is taken for a namespaced one. */
export type Scopes = Readonly<Record<string, Json>>;

/**
 * Kinds that live outside namespaces, `Kind` for the core group, else `Kind.group`: Kubernetes' own (up to 1.35) and those
 * of operators that nearly every platform installs. CRDs in the tree add to them.
 */
const CLUSTER_SCOPED: readonly string[] = [
  'APIService.apiregistration.k8s.io',
  'CSIDriver.storage.k8s.io',
  'CSINode.storage.k8s.io',
  'CertificateSigningRequest.certificates.k8s.io',
  'ClusterExternalSecret.external-secrets.io',
  'ClusterIssuer.cert-manager.io',
  'ClusterPolicy.kyverno.io',
  'ClusterRole.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
  'ClusterSecretStore.external-secrets.io',
  'ClusterTrustBundle.certificates.k8s.io',
  'CompositeResourceDefinition.apiextensions.crossplane.io',
  'Composition.apiextensions.crossplane.io',
  'CustomResourceDefinition.apiextensions.k8s.io',
  'DeviceClass.resource.k8s.io',
  'EC2NodeClass.karpenter.k8s.aws',
  'FlowSchema.flowcontrol.apiserver.k8s.io',
  'GatewayClass.gateway.networking.k8s.io',
  'IPAddress.networking.k8s.io',
  'IngressClass.networking.k8s.io',
  'MutatingAdmissionPolicy.admissionregistration.k8s.io',
  'MutatingAdmissionPolicyBinding.admissionregistration.k8s.io',
  'MutatingWebhookConfiguration.admissionregistration.k8s.io',
  'Namespace',
  'Node',
  'NodePool.karpenter.sh',
  'PersistentVolume',
  'PriorityClass.scheduling.k8s.io',
  'PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io',
  'ResourceSlice.resource.k8s.io',
  'RuntimeClass.node.k8s.io',
  'ServiceCIDR.networking.k8s.io',
  'StorageClass.storage.k8s.io',
  'StorageVersionMigration.storagemigration.k8s.io',
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io',
  'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io',
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  'VolumeAttachment.storage.k8s.io',
  'VolumeAttributesClass.storage.k8s.io',
  'VolumeSnapshotClass.snapshot.storage.k8s.io',
  'VolumeSnapshotContent.snapshot.storage.k8s.io',
];

/** What is known, and what CRDs say. */
export function scopesOf(crds: readonly JsonObject[]): Scopes {
  const known = CLUSTER_SCOPED.map((name): [string, Json] => [name, 'Cluster']);
  return Object.fromEntries([...known, ...crds.flatMap(scopeOf)]);
}

export function isClusterScoped(scopes: Scopes, { apiVersion, kind }: KubernetesObject): boolean {
  const group = groupOf({ apiVersion });
  const name = group === '' ? kind : `${kind}.${group}`;
  return Object.hasOwn(scopes, name) && scopes[name] === 'Cluster';
}

function scopeOf(crd: JsonObject): [string, Json][] {
  const spec = crd['spec'];
  const kind = member(member(spec, 'names'), 'kind');
  const group = member(spec, 'group');
  const scope = member(spec, 'scope');
  if (typeof kind !== 'string' || typeof group !== 'string' || scope === undefined) return [];
  return [[`${kind}.${group}`, scope]];
}

function member(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined;
}
