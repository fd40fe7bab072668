# METADATA
# title: A workflow that starts itself
# description: |
#   A GitHub workflow runs on a push, commits and pushes to the same repository with a token of its own, and nothing ends the
#   loop: each commit starts the next one.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: engine
#   scope: file
#   remediation: "Put `[skip ci]` into the commit message, or keep the written files out of the trigger's `paths`."
#   links:
#     - https://docs.github.com/en/actions/how-tos/manage-workflow-runs/skip-workflow-runs
package plimsoll.rules.gitops.ci_writes_where_it_listens
