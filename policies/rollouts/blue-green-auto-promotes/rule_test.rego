package plimsoll.rules.rollouts.blue_green_auto_promotes_test

import data.plimsoll.rules.rollouts.blue_green_auto_promotes as rule

rollout(strategy) := {"production": true, "manifests": [{
	"apiVersion": "argoproj.io/v1alpha1",
	"kind": "Rollout",
	"metadata": {"name": "web"},
	"spec": {"strategy": {"blueGreen": strategy}},
}]}

test_by_default if count(rule.results) == 1 with input as rollout({"activeService": "web"})

test_approved if count(rule.results) == 0 with input as rollout({"autoPromotionEnabled": false})

test_judged if count(rule.results) == 0 with input as rollout({"prePromotionAnalysis": {"templates": []}})

test_elsewhere if count(rule.results) == 0 with input as object.union(rollout({}), {"production": false})
