# METADATA
# title: Kinds
# description: API groups of manifests, and whether a kind lives in a namespace.
package plimsoll.lib.kinds

# METADATA
# description: The API group, `""` for the core one.
group(manifest) := parts[0] if {
	parts := split(manifest.apiVersion, "/")
	count(parts) == 2
} else := ""

# METADATA
# description: "`Kind` for a core kind, `Kind.group` for another, as in `kubectl get`."
qualified(manifest) := manifest.kind if {
	group(manifest) == ""
} else := concat(".", [manifest.kind, group(manifest)])

# METADATA
# description: |
#   True where the kind is known to live outside namespaces: Kubernetes' own kinds, those of CRDs in the tree, and a
#   few that nearly every platform installs. A kind that nobody knows is taken for a namespaced one.
cluster_scoped(manifest) if data.scopes[qualified(manifest)] == "Cluster"

cluster_scoped(manifest) if {
	name := qualified(manifest)
	not data.scopes[name]
	name in known_cluster_scoped
}

known_cluster_scoped := {
	"APIService.apiregistration.k8s.io",
	"CSIDriver.storage.k8s.io",
	"CSINode.storage.k8s.io",
	"CertificateSigningRequest.certificates.k8s.io",
	"ClusterExternalSecret.external-secrets.io",
	"ClusterIssuer.cert-manager.io",
	"ClusterPolicy.kyverno.io",
	"ClusterRole.rbac.authorization.k8s.io",
	"ClusterRoleBinding.rbac.authorization.k8s.io",
	"ClusterSecretStore.external-secrets.io",
	"ClusterTrustBundle.certificates.k8s.io",
	"CompositeResourceDefinition.apiextensions.crossplane.io",
	"Composition.apiextensions.crossplane.io",
	"CustomResourceDefinition.apiextensions.k8s.io",
	"DeviceClass.resource.k8s.io",
	"EC2NodeClass.karpenter.k8s.aws",
	"FlowSchema.flowcontrol.apiserver.k8s.io",
	"GatewayClass.gateway.networking.k8s.io",
	"IPAddress.networking.k8s.io",
	"IngressClass.networking.k8s.io",
	"MutatingAdmissionPolicy.admissionregistration.k8s.io",
	"MutatingAdmissionPolicyBinding.admissionregistration.k8s.io",
	"MutatingWebhookConfiguration.admissionregistration.k8s.io",
	"Namespace",
	"Node",
	"NodePool.karpenter.sh",
	"PersistentVolume",
	"PriorityClass.scheduling.k8s.io",
	"PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io",
	"ResourceSlice.resource.k8s.io",
	"RuntimeClass.node.k8s.io",
	"ServiceCIDR.networking.k8s.io",
	"StorageClass.storage.k8s.io",
	"StorageVersionMigration.storagemigration.k8s.io",
	"ValidatingAdmissionPolicy.admissionregistration.k8s.io",
	"ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io",
	"ValidatingWebhookConfiguration.admissionregistration.k8s.io",
	"VolumeAttachment.storage.k8s.io",
	"VolumeAttributesClass.storage.k8s.io",
	"VolumeSnapshotClass.snapshot.storage.k8s.io",
	"VolumeSnapshotContent.snapshot.storage.k8s.io",
}
