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
#   remediation: Fetch all that is not at hand with one `plimsoll vendor`, or name the folder that holds the repository (of a chart repository its charts, unpacked) under `repositories` in `plimsoll.yaml`, or correct the URL or the path.
package plimsoll.rules.gitops.source_missing
