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
#   remediation: Correct the URL, the path or the version. What is kept elsewhere is fetched by one `plimsoll vendor`, or stands in a folder (of a chart repository its charts, unpacked) that `repositories` in `plimsoll.yaml` names.
package plimsoll.rules.gitops.source_missing
