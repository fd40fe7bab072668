# METADATA
# title: Workloads
# description: Pods, and the containers in them, of every kind that makes pods.
package plimsoll.lib.workloads

# METADATA
# description: Where a kind keeps its pod template; a Pod is one itself.
template_paths := {
	"CronJob": ["spec", "jobTemplate", "spec", "template"],
	"DaemonSet": ["spec", "template"],
	"Deployment": ["spec", "template"],
	"Job": ["spec", "template"],
	"Pod": [],
	"PodTemplate": ["template"],
	"ReplicaSet": ["spec", "template"],
	"ReplicationController": ["spec", "template"],
	"Rollout": ["spec", "template"],
	"StatefulSet": ["spec", "template"],
}

container_fields := ["containers", "initContainers", "ephemeralContainers"]

# METADATA
# description: Manifest index → its pod template (metadata and spec) and the path to it.
templates[index] := {"path": path, "template": template} if {
	some index, manifest in input.manifests
	path := template_path(manifest)
	template := object.get(manifest, path, null)
	is_object(template)
	is_object(template.spec)
}

template_path(manifest) := template_paths[manifest.kind]

# Knative's Service has the name of the core one and the shape of a Deployment.
template_path(manifest) := ["spec", "template"] if {
	manifest.kind == "Service"
	startswith(manifest.apiVersion, "serving.knative.dev/")
}

# METADATA
# description: Every container, init and ephemeral ones too, with its manifest's index and the path to it.
containers := [entry |
	some index, found in templates
	some field in container_fields
	some position, container in found.template.spec[field]
	entry := {
		"manifest": index,
		"path": array.concat(found.path, ["spec", field, position]),
		"container": container,
	}
]

# METADATA
# description: The labels that pods of a template carry.
labels(template) := object.get(template, ["metadata", "labels"], {})
