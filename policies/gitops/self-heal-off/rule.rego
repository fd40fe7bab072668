# METADATA
# title: Drift that nobody corrects
# description: |
#   The Application syncs by itself, but without `selfHeal`: what is changed in the cluster by hand stays until the next
#   commit, which then undoes it unasked.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: "Set `selfHeal: true` beside `automated`; fields that a controller owns go into `ignoreDifferences`."
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/#automatic-self-healing
package plimsoll.rules.gitops.self_heal_off

import data.plimsoll.lib.result
import data.plimsoll.lib.syncing

results contains result.application(["spec", "syncPolicy", "automated", "selfHeal"], message) if {
	object.get(syncing.automated, "selfHeal", false) != true
	message := "Automated sync without selfHeal leaves changes made by hand in the cluster until the next commit"
}
