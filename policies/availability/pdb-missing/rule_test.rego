package plimsoll.rules.availability.pdb_missing_test

import data.plimsoll.rules.availability.pdb_missing as rule

workload := {
	"kind": "Deployment",
	"metadata": {"name": "a"},
	"spec": {"replicas": 2, "template": {"metadata": {"labels": {"app": "a"}}, "spec": {}}},
}

budget(selector) := {"kind": "PodDisruptionBudget", "metadata": {"name": "a"}, "spec": {"selector": selector}}

test_none if {
	some found in rule.results with input as {"production": true, "manifests": [workload]}
	found.missing.kind == "PodDisruptionBudget"
}

test_selects_others if {
	others := budget({"matchLabels": {"app": "b"}})
	some found in rule.results with input as {"production": true, "manifests": [workload, others]}
	not found.missing
}

test_selected if {
	own := budget({"matchLabels": {"app": "a"}})
	count(rule.results) == 0 with input as {"production": true, "manifests": [workload, own]}
}

test_elsewhere if count(rule.results) == 0 with input as {"production": false, "manifests": [workload]}
