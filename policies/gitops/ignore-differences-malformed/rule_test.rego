package plimsoll.rules.gitops.ignore_differences_malformed_test

import data.plimsoll.rules.gitops.ignore_differences_malformed as rule

ignoring(pointers) := {"application": {"spec": {"ignoreDifferences": [{"kind": "Deployment", "jsonPointers": pointers}]}}}

test_relative if count(rule.results) == 1 with input as ignoring(["spec/replicas"])

test_slash_in_key if count(rule.results) == 1 with input as ignoring(["/metadata/annotations/example.com/owner"])

test_odd_escape if count(rule.results) == 1 with input as ignoring(["/metadata/annotations/a~2b"])

test_nothing if count(rule.results) == 1 with input as ignoring([])

test_right if count(rule.results) == 0 with input as ignoring(["/spec/replicas", "/metadata/labels/example.com~1owner"])

test_jq if {
	entry := {"kind": "Deployment", "jqPathExpressions": [".spec.replicas"]}
	count(rule.results) == 0 with input as {"application": {"spec": {"ignoreDifferences": [entry]}}}
}
