# METADATA
# title: A destination with two clusters
# description: |
#   The destination has a `name` and a `server` both, or neither: Argo CD refuses the Application.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: fleet
#   remediation: Keep one of `name` and `server`.
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#applications
package plimsoll.rules.gitops.destination_ambiguous
