# Made by `npm run generate` of the rules' folders. Do not edit.
package plimsoll.main

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

results contains object.union(result, {"rule": "sync-allows-empty"}) if {
	not data.config.off["sync-allows-empty"]
	some result in data.plimsoll.rules.gitops.sync_allows_empty.results
}
