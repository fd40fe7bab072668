# METADATA
# title: An AppProject that is not there
# description: |
#   The Application names an AppProject that the repository doesn't have, though it has others: Argo CD refuses to sync it. Where the
#   name is like none of them, that is a warning: some may be kept elsewhere. A repository without any AppProject is taken for one whose projects are kept elsewhere.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: fleet
#   remediation: Correct the name, or add the AppProject.
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
package plimsoll.rules.gitops.project_missing
