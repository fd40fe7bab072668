# METADATA
# title: A values file that is not there
# description: |
#   An Application names a values file that its source does not hold.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: application
#   remediation: "Correct the path, add the file, or set `ignoreMissingValueFiles: true` where it may be absent."
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#values-files
package plimsoll.rules.gitops.value_file_missing
