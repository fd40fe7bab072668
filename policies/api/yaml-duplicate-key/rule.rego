# METADATA
# title: A key twice in one map
# description: |
#   A map holds the same key twice. One of the two values is silently lost, or the file is refused, by whoever
#   reads it.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: file
#   remediation: Remove one of the two keys.
package plimsoll.rules.api.yaml_duplicate_key
