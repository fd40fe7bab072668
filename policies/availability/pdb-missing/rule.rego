# METADATA
# title: No PodDisruptionBudget
# description: |
#   A production workload of more than one replica has no PodDisruptionBudget that selects its pods, so that draining
#   nodes may evict all of them at once.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: Switch the chart's PodDisruptionBudget on, or give it one, and let its selector match the pods.
#   links:
#     - https://kubernetes.io/docs/tasks/run-application/configure-pdb/
package plimsoll.rules.availability.pdb_missing

import data.plimsoll.lib.result
import data.plimsoll.lib.selectors
import data.plimsoll.lib.workloads

replicated_kinds := {"Deployment", "StatefulSet", "Rollout"}

autoscaled_minimum := {"HorizontalPodAutoscaler": "minReplicas", "ScaledObject": "minReplicaCount"}

budgets := [manifest | some manifest in input.manifests; manifest.kind == "PodDisruptionBudget"]

results contains place(index, workload, message) if {
	input.production
	some index, pod in workloads.templates
	workload := input.manifests[index]
	workload.kind in replicated_kinds
	replicated(workload)
	not budgeted(workload, workloads.labels(pod.template))
	message := sprintf(
		"%s %s runs more than one replica in production and no PodDisruptionBudget selects its pods",
		[workload.kind, workload.metadata.name],
	)
}

replicated(workload) if workload.spec.replicas > 1

replicated(workload) if {
	some scaler in input.manifests
	scaler.spec[autoscaled_minimum[scaler.kind]] > 1
	scaler.spec.scaleTargetRef.name == workload.metadata.name
	object.get(scaler.spec.scaleTargetRef, "kind", "Deployment") == workload.kind
}

budgeted(workload, labels) if {
	some budget in budgets
	same_namespace(budget, workload)
	selectors.matches(budget.spec.selector, labels)
}

same_namespace(one, other) if namespace(one) == namespace(other)

namespace(manifest) := name if {
	name := manifest.metadata.namespace
	name != ""
} else := object.get(input, ["application", "spec", "destination", "namespace"], "")

# With no budget at all a guard removed it; with one that selects other pods the workload is the place.
place(index, workload, message) := result.missing_kind(found, "PodDisruptionBudget") if {
	count(budgets) == 0
	found := result.manifest(index, field(workload), message)
} else := result.manifest(index, field(workload), message)

field(workload) := ["spec", "replicas"] if workload.spec.replicas

else := ["metadata", "name"]
