package plimsoll.rules.rollouts.canary_without_pause_test

import data.plimsoll.rules.rollouts.canary_without_pause as rule

rollout(canary) := {"manifests": [{
	"apiVersion": "argoproj.io/v1alpha1",
	"kind": "Rollout",
	"metadata": {"name": "web"},
	"spec": {"strategy": {"canary": canary}},
}]}

test_weights_alone if count(rule.results) == 1 with input as rollout({"steps": [{"setWeight": 10}, {"setWeight": 60}]})

test_no_steps if count(rule.results) == 1 with input as rollout({"maxSurge": 1})

test_pause if count(rule.results) == 0 with input as rollout({"steps": [{"setWeight": 10}, {"pause": {}}]})

test_analysis if count(rule.results) == 0 with input as rollout({"steps": [{"setWeight": 10}, {"analysis": {}}]})

test_other_kind if {
	count(rule.results) == 0 with input as {"manifests": [{
		"apiVersion": "apps/v1",
		"kind": "Rollout",
		"metadata": {"name": "web"},
		"spec": {"strategy": {"canary": {}}},
	}]}
}
