package plimsoll.rules.gitops.leaf_identity_mismatch_test

import data.plimsoll.rules.gitops.leaf_identity_mismatch as rule

leaf(global) := {
	"leaf": {
		"path": "environments/prod/azure/westeurope-01/a",
		"segments": {"environment": "prod", "cloud": "azure", "cluster": "westeurope-01", "service": "a"},
	},
	"values": {"global": global},
}

options := {"leaf-identity-mismatch": {"region_in_cluster": true}}

wrong(global) := {found.path[1] | some found in results} if {
	results := rule.results with input as leaf(global) with data.config.options as options
}

test_each_key if {
	wrong({"environment": "x", "cloud": "x", "region": "x", "cluster": "x"}) == {"environment", "cloud", "region", "cluster"}
}

test_agrees if {
	wrong({"environment": "prod", "cloud": "azure", "region": "westeurope", "cluster": "azure-westeurope-01"}) == set()
}

test_cluster_alone if wrong({"cluster": "westeurope-01"}) == set()

test_message_says_what_is_wanted if {
	some found in rule.results with input as leaf({"region": "eu"}) with data.config.options as options
	contains(found.message, "the region that westeurope-01 begins with is wanted")
}
