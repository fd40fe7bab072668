# METADATA
# title: A cluster that nobody knows
# description: |
#   The Application's destination is none of the clusters in the inventory: those of cluster Secrets in the tree, and of
#   `clusters` in plimsoll.yaml. Without an inventory nothing is said.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: fleet
#   remediation: Correct the destination, or add the cluster to the inventory.
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters
package plimsoll.rules.gitops.destination_unknown
