# METADATA
# title: A blue-green rollout that nobody approves
# description: |
#   A production Rollout switches all traffic to the new version as soon as its pods are ready: nobody approves it and no
#   analysis runs before.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: "Set `autoPromotionEnabled: false`, or give it a `prePromotionAnalysis`."
#   links:
#     - https://argo-rollouts.readthedocs.io/en/stable/features/bluegreen/
package plimsoll.rules.rollouts.blue_green_auto_promotes

import data.plimsoll.lib.result
import data.plimsoll.lib.rollouts

results contains result.manifest(index, ["spec", "strategy", "blueGreen", "autoPromotionEnabled"], message) if {
	input.production
	some index, strategy in rollouts.blue_greens
	object.get(strategy, "autoPromotionEnabled", true) != false
	not strategy.prePromotionAnalysis
	message := sprintf("Rollout %s gives all traffic to a new version as soon as it is ready: nobody approves it", [rollouts.name(index)])
}
