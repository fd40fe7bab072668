# METADATA
# title: A values reference to no source
# description: |
#   A `$name/…` values file names a ref that no source of the Application has.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: application
#   remediation: "Give the source that holds the file `ref: <name>`, or correct the name."
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/#helm-value-files-from-external-git-repository
package plimsoll.rules.gitops.values_ref_broken
