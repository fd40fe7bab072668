package plimsoll.rules.gitops.prune_unprotected_test

import data.plimsoll.rules.gitops.prune_unprotected as rule

options := {"prune-unprotected": {"kinds": ["PersistentVolumeClaim"], "accepted": ["Prune=false"]}}

claim(annotations) := {
	"apiVersion": "v1",
	"kind": "PersistentVolumeClaim",
	"metadata": {"name": "orders", "annotations": annotations},
}

pruned(manifest) := {
	"application": {"spec": {"syncPolicy": {"automated": {"prune": true}}}},
	"manifests": [manifest],
}

test_no_annotation if {
	some found in rule.results with input as pruned(claim({})) with data.config.options as options
	found.path == ["metadata", "annotations"]
	found.missing.text == "argocd.argoproj.io/sync-options"
}

test_another_option if {
	annotations := {"argocd.argoproj.io/sync-options": "Replace=true"}
	some found in rule.results with input as pruned(claim(annotations)) with data.config.options as options
	not found.missing
}

test_protected if {
	annotations := {"argocd.argoproj.io/sync-options": "Replace=true, Prune=false"}
	count(rule.results) == 0 with input as pruned(claim(annotations)) with data.config.options as options
}
