package plimsoll.rules.gitops.sync_option_unknown_test

import data.plimsoll.rules.gitops.sync_option_unknown as rule

known := {"CreateNamespace": ["true", "false"], "Prune": ["true", "false", "confirm"]}

messages(options) := {found.message |
	some found in rule.results with data.config.options["sync-option-unknown"].known as known
		with input as {"application": {"spec": {"syncPolicy": {"syncOptions": options}}}}
}

test_known if count(messages(["CreateNamespace=true", "Prune=confirm"])) == 0

test_unknown if messages(["CreateNameSpace=true"]) == {"Argo CD knows no sync option CreateNameSpace, and passes over it"}

test_without_value if messages(["CreateNamespace"]) == {"Sync option CreateNamespace has no effect: CreateNamespace may be true or false"}

test_annotation if {
	annotated := {"metadata": {"annotations": {"argocd.argoproj.io/sync-options": "Prune=no, CreateNamespace=true"}}}
	found := rule.results with input as {"manifests": [annotated]}
		with data.config.options["sync-option-unknown"].known as known
	count(found) == 1
}
