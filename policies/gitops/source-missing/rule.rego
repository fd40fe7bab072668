# METADATA
# title: A source that is not there
# description: |
#   A source of an Application leads to a repository that no tree stands for, or to a path that its tree does
#   not hold, so nothing could be rendered.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: application
#   remediation: Correct repoURL or path, or name the folder that stands for the repository under `repositories:` in `plimsoll.yaml`.
package plimsoll.rules.gitops.source_missing
