# METADATA
# title: A resource that Argo CD takes no notice of
# description: |
#   A rendered resource is of a kind that Argo CD never manages (events, leases, metrics), or that the ConfigMap argocd-cm of
#   the tree excludes or does not include. It is never applied.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: engine
#   scope: application
#   remediation: Apply it by other means, or take its kind out of `resource.exclusions`.
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#resource-exclusioninclusion
package plimsoll.rules.gitops.resource_excluded
