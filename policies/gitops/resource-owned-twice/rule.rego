# METADATA
# title: A resource of two Applications
# description: |
#   Two Applications deploy the same resource to the same cluster and namespace. Each sync of the one undoes what the other's
#   did, and with self-healing they never end. Only Applications that are written in one folder are compared.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: fleet
#   remediation: Leave the resource to one of them, or give one another namespace or release name.
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#fail-the-sync-if-a-shared-resource-is-found
package plimsoll.rules.gitops.resource_owned_twice
