# METADATA
# title: A canary that never waits
# description: |
#   A Rollout's canary has no steps, or steps that only set weights: all of the traffic goes to the new version at once.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: Put a `pause` with a duration, or an `analysis`, after each `setWeight`.
#   links:
#     - https://argo-rollouts.readthedocs.io/en/stable/features/canary/
package plimsoll.rules.rollouts.canary_without_pause

import data.plimsoll.lib.result
import data.plimsoll.lib.rollouts

results contains result.manifest(index, ["spec", "strategy", "canary", "steps"], message) if {
	some index, canary in rollouts.canaries
	not rollouts.waits(canary)
	message := sprintf("The canary of Rollout %s has no step that waits, so that it replaces all pods at once", [rollouts.name(index)])
}
