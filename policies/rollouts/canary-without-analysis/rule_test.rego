package plimsoll.rules.rollouts.canary_without_analysis_test

import data.plimsoll.rules.rollouts.canary_without_analysis as rule

rollout(canary) := {"production": true, "manifests": [{
	"apiVersion": "argoproj.io/v1alpha1",
	"kind": "Rollout",
	"metadata": {"name": "web"},
	"spec": {"strategy": {"canary": canary}},
}]}

test_blind if count(rule.results) == 1 with input as rollout({"steps": [{"setWeight": 10}, {"pause": {}}]})

test_step if count(rule.results) == 0 with input as rollout({"steps": [{"setWeight": 10}, {"analysis": {}}]})

test_background if count(rule.results) == 0 with input as rollout({"analysis": {"templates": []}})

test_experiment if count(rule.results) == 0 with input as rollout({"steps": [{"experiment": {}}]})

test_elsewhere if count(rule.results) == 0 with input as object.union(rollout({}), {"production": false})
