# Made by `npm run generate` of the rules' folders. Do not edit.
package plimsoll.main

results contains object.union(result, {"rule": "blue-green-auto-promotes"}) if {
	not data.config.off["blue-green-auto-promotes"]
	some result in data.plimsoll.rules.rollouts.blue_green_auto_promotes.results
}

results contains object.union(result, {"rule": "canary-without-analysis"}) if {
	not data.config.off["canary-without-analysis"]
	some result in data.plimsoll.rules.rollouts.canary_without_analysis.results
}

results contains object.union(result, {"rule": "canary-without-pause"}) if {
	not data.config.off["canary-without-pause"]
	some result in data.plimsoll.rules.rollouts.canary_without_pause.results
}

results contains object.union(result, {"rule": "ignore-differences-malformed"}) if {
	not data.config.off["ignore-differences-malformed"]
	some result in data.plimsoll.rules.gitops.ignore_differences_malformed.results
}

results contains object.union(result, {"rule": "image-not-pinned"}) if {
	not data.config.off["image-not-pinned"]
	some result in data.plimsoll.rules.images.image_not_pinned.results
}

results contains object.union(result, {"rule": "leaf-identity-mismatch"}) if {
	not data.config.off["leaf-identity-mismatch"]
	some result in data.plimsoll.rules.gitops.leaf_identity_mismatch.results
}

results contains object.union(result, {"rule": "pdb-missing"}) if {
	not data.config.off["pdb-missing"]
	some result in data.plimsoll.rules.availability.pdb_missing.results
}

results contains object.union(result, {"rule": "project-violation"}) if {
	not data.config.off["project-violation"]
	some result in data.plimsoll.rules.gitops.project_violation.results
}

results contains object.union(result, {"rule": "prune-unprotected"}) if {
	not data.config.off["prune-unprotected"]
	some result in data.plimsoll.rules.gitops.prune_unprotected.results
}

results contains object.union(result, {"rule": "secret-plaintext"}) if {
	not data.config.off["secret-plaintext"]
	some result in data.plimsoll.rules.security.secret_plaintext.results
}

results contains object.union(result, {"rule": "self-heal-fights-autoscaler"}) if {
	not data.config.off["self-heal-fights-autoscaler"]
	some result in data.plimsoll.rules.gitops.self_heal_fights_autoscaler.results
}

results contains object.union(result, {"rule": "self-heal-off"}) if {
	not data.config.off["self-heal-off"]
	some result in data.plimsoll.rules.gitops.self_heal_off.results
}

results contains object.union(result, {"rule": "sync-allows-empty"}) if {
	not data.config.off["sync-allows-empty"]
	some result in data.plimsoll.rules.gitops.sync_allows_empty.results
}

results contains object.union(result, {"rule": "sync-option-unknown"}) if {
	not data.config.off["sync-option-unknown"]
	some result in data.plimsoll.rules.gitops.sync_option_unknown.results
}

results contains object.union(result, {"rule": "sync-wave-malformed"}) if {
	not data.config.off["sync-wave-malformed"]
	some result in data.plimsoll.rules.gitops.sync_wave_malformed.results
}

results contains object.union(result, {"rule": "sync-wave-order"}) if {
	not data.config.off["sync-wave-order"]
	some result in data.plimsoll.rules.gitops.sync_wave_order.results
}
