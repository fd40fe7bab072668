# METADATA
# title: The rules could not be evaluated
# description: |
#   Evaluating the compiled rules stopped for one Application, for example because its manifests need more
#   memory than there is.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: application
#   remediation: Report it with the Application, or make the Application smaller.
package plimsoll.rules.api.policy_failed
