# METADATA
# title: A sync wave that is no whole number
# description: |
#   Argo CD reads the annotation as a whole number and takes anything else for wave 0, without a word. A number
#   without quotes isn't text, which is all that the API server takes for an annotation.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: "Write a whole number in quotes: `argocd.argoproj.io/sync-wave: \"-1\"`."
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
package plimsoll.rules.gitops.sync_wave_malformed

import data.plimsoll.lib.result

annotation := "argocd.argoproj.io/sync-wave"

results contains result.manifest(index, ["metadata", "annotations", annotation], message) if {
	some index, manifest in input.manifests
	wave := manifest.metadata.annotations[annotation]
	message := fault(wave)
}

fault(wave) := sprintf("Sync wave %v is not text: without quotes the API server refuses the annotation", [wave]) if {
	not is_string(wave)
} else := sprintf("Sync wave `%s` is no whole number, and Argo CD takes it for 0", [wave]) if {
	not whole(wave)
}

# As Go's strconv.Atoi reads it.
whole(text) if {
	digits := trim_prefix(trim_prefix(text, "-"), "+")
	digits != ""
	trim(digits, "0123456789") == ""
}
