package plimsoll.rules.gitops.self_heal_fights_autoscaler_test

import data.plimsoll.rules.gitops.self_heal_fights_autoscaler as rule

workload := {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {"replicas": 3}}

scaler := {
	"apiVersion": "autoscaling/v2",
	"kind": "HorizontalPodAutoscaler",
	"metadata": {"name": "web"},
	"spec": {"scaleTargetRef": {"kind": "Deployment", "name": "web"}},
}

healing(ignored, manifests) := {
	"application": {"spec": {"syncPolicy": {"automated": {"selfHeal": true}}, "ignoreDifferences": ignored}},
	"manifests": manifests,
}

test_fights if count(rule.results) == 1 with input as healing([], [workload, scaler])

test_no_replicas if {
	bare := object.union(object.remove(workload, ["spec"]), {"spec": {}})
	count(rule.results) == 0 with input as healing([], [bare, scaler])
}

test_ignored if {
	entry := {"group": "apps", "kind": "Deployment", "jsonPointers": ["/spec/replicas"]}
	count(rule.results) == 0 with input as healing([entry], [workload, scaler])
}

test_ignored_by_jq if {
	entry := {"group": "apps", "kind": "Deployment", "jqPathExpressions": [".spec.replicas"]}
	count(rule.results) == 0 with input as healing([entry], [workload, scaler])
}

test_ignored_elsewhere if {
	entry := {"group": "apps", "kind": "StatefulSet", "jsonPointers": ["/spec/replicas"]}
	count(rule.results) == 1 with input as healing([entry], [workload, scaler])
}

test_no_healing if count(rule.results) == 0 with input as {"application": {"spec": {}}, "manifests": [workload, scaler]}
