# METADATA
# title: A leaf that nothing deploys
# description: |
#   A folder looks like a leaf by its path, but no Application takes its values: what it says is deployed
#   nowhere.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: fleet
#   remediation: Let an ApplicationSet or Application cover the folder, or remove it.
package plimsoll.rules.gitops.leaf_orphaned
