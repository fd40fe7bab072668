# METADATA
# title: A canary that nothing judges
# description: |
#   A production Rollout shifts traffic to the new version step by step, and no analysis looks at how it fares: the steps
#   go on whatever happens.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: Add an `analysis` step, or `canary.analysis` for all of the rollout.
#   links:
#     - https://argo-rollouts.readthedocs.io/en/stable/features/analysis/
package plimsoll.rules.rollouts.canary_without_analysis

import data.plimsoll.lib.result
import data.plimsoll.lib.rollouts

results contains result.manifest(index, ["spec", "strategy", "canary"], message) if {
	input.production
	some index, canary in rollouts.canaries
	not rollouts.judged(canary)
	message := sprintf("No analysis judges the canary of Rollout %s, so that a bad version goes all the way", [rollouts.name(index)])
}
