# METADATA
# title: A resource that is created after what needs it
# description: |
#   By its hook or sync wave a resource is applied before one that it refers to: a hook before the Secret that it reads, a
#   custom resource before its CRD. Argo CD waits for each wave to be healthy, so the first sync never gets further.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: Give what is referred to an earlier wave than what refers to it, or the same one.
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
package plimsoll.rules.gitops.sync_wave_order

import data.plimsoll.lib.kinds
import data.plimsoll.lib.result
import data.plimsoll.lib.workloads

results contains result.manifest(place.index, ["metadata", "annotations", place.annotation], message) if {
	count(input.order) > 0
	some [index, kind, name] in needs
	some provider in provided[kind][name]
	rank(provider) > rank(index)
	place := placed(provider, index)
	user := input.manifests[index]
	message := sprintf(
		"%s %s is applied before the %s %s that it needs",
		[user.kind, user.metadata.name, kind, name],
	)
}

# Where nothing is said a resource is applied in wave 0 of the sync.
rank(index) := object.get(input.order, format_int(index, 10), 0)

annotations := ["argocd.argoproj.io/sync-wave", "argocd.argoproj.io/hook", "helm.sh/hook"]

# The annotation that made it so: that of what is needed, or else that of what needs it.
placed(provider, user) := places[0] if {
	places := [{"index": index, "annotation": annotation} |
		some index in [provider, user]
		rank(index) != 0
		some annotation in annotations
		_ = input.manifests[index].metadata.annotations[annotation]
	]
	count(places) > 0
}

provided[kind][name] contains index if {
	some index, manifest in input.manifests
	kind := manifest.kind
	kind in {"ConfigMap", "Secret", "PersistentVolumeClaim", "ServiceAccount", "Namespace"}
	name := manifest.metadata.name
}

provided.Secret[name] contains index if {
	some index, manifest in input.manifests
	manifest.kind == "ExternalSecret"
	name := object.get(manifest.spec, ["target", "name"], manifest.metadata.name)
}

provided.Secret[name] contains index if {
	some index, manifest in input.manifests
	manifest.kind == "SealedSecret"
	name := object.get(manifest.spec, ["template", "metadata", "name"], manifest.metadata.name)
}

provided.CustomResourceDefinition[name] contains index if {
	some index, manifest in input.manifests
	manifest.kind == "CustomResourceDefinition"
	name := sprintf("%s.%s", [manifest.spec.names.kind, manifest.spec.group])
}

needs contains [index, need.kind, need.name] if {
	some index, pod in workloads.templates
	some need in of_pod(pod.template.spec)
}

needs contains [index, "Namespace", manifest.metadata.namespace] if {
	some index, manifest in input.manifests
	is_string(manifest.metadata.namespace)
}

needs contains [index, "CustomResourceDefinition", name] if some index, name in kinds.qualified

of_pod(spec) := needed if {
	containers := [container | some field in workloads.container_fields; some container in spec[field]]
	needed := (({{"kind": kind, "name": name} |
		some volume in spec.volumes
		some source, [kind, key] in {
			"configMap": ["ConfigMap", "name"],
			"secret": ["Secret", "secretName"],
			"persistentVolumeClaim": ["PersistentVolumeClaim", "claimName"],
		}
		object.get(volume[source], "optional", false) == false
		name := volume[source][key]
	} | {{"kind": kind, "name": name} |
		some container in containers
		some entry in container.envFrom
		some source, kind in {"configMapRef": "ConfigMap", "secretRef": "Secret"}
		object.get(entry[source], "optional", false) == false
		name := entry[source].name
	}) | {{"kind": kind, "name": name} |
		some container in containers
		some variable in container.env
		some source, kind in {"configMapKeyRef": "ConfigMap", "secretKeyRef": "Secret"}
		object.get(variable.valueFrom[source], "optional", false) == false
		name := variable.valueFrom[source].name
	}) | {{"kind": "ServiceAccount", "name": name} | name := spec.serviceAccountName}
}
