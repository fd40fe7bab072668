# METADATA
# title: Automated sync may empty an Application
# description: |
#   `allowEmpty: true` lets automated sync delete everything when the source renders to nothing, which a wrong path or a
#   bad merge does as well as an intended clean-up.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: Remove `allowEmpty` from `syncPolicy.automated`; to delete an Application's resources, delete the Application.
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/#automatic-pruning-with-allow-empty-v18
package plimsoll.rules.gitops.sync_allows_empty

import data.plimsoll.lib.result
import data.plimsoll.lib.syncing

results contains result.application(["spec", "syncPolicy", "automated", "allowEmpty"], message) if {
	syncing.automated.allowEmpty == true
	message := "Automated sync with allowEmpty deletes every resource when the source renders to nothing"
}
