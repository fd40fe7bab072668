# METADATA
# title: Self-healing against an autoscaler
# description: |
#   A workload sets `replicas`, an autoscaler changes them, and self-healing sets them back: the two undo each other's work,
#   and under load pods are taken away.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: Leave `replicas` out where the autoscaler is on, or ignore `/spec/replicas` in the Application's `ignoreDifferences`.
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/best_practices/#leaving-room-for-imperativeness
package plimsoll.rules.gitops.self_heal_fights_autoscaler

import data.plimsoll.lib.kinds
import data.plimsoll.lib.result
import data.plimsoll.lib.syncing

autoscalers := {"HorizontalPodAutoscaler", "ScaledObject"}

results contains result.manifest(index, ["spec", "replicas"], message) if {
	syncing.automated.selfHeal == true
	some scaler in input.manifests
	scaler.kind in autoscalers
	target := scaler.spec.scaleTargetRef
	some index, workload in input.manifests
	workload.metadata.name == target.name
	workload.kind == object.get(target, "kind", "Deployment")
	is_number(workload.spec.replicas)
	not ignored(index, workload)
	message := sprintf(
		"Self-healing sets %s %s back to %v replicas whenever %s %s has scaled it",
		[workload.kind, workload.metadata.name, workload.spec.replicas, scaler.kind, scaler.metadata.name],
	)
}

ignored(index, workload) if {
	some entry in input.application.spec.ignoreDifferences
	entry.kind in {workload.kind, "*"}
	object.get(entry, "group", "") in {kinds.groups[index], "*"}
	object.get(entry, "name", "") in {workload.metadata.name, ""}
	names_replicas(entry)
}

names_replicas(entry) if "/spec/replicas" in entry.jsonPointers

names_replicas(entry) if {
	some expression in entry.jqPathExpressions
	contains(expression, "replicas")
}

names_replicas(entry) if count(entry.managedFieldsManagers) > 0
