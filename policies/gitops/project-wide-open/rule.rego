# METADATA
# title: An AppProject that permits everything
# description: |
#   The AppProject permits every source repository, every destination, or every cluster-scoped kind, so that it separates nobody
#   from anybody. Argo CD's own `default` is left alone.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: engine
#   scope: fleet
#   remediation: List what the project's Applications need.
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
package plimsoll.rules.gitops.project_wide_open
