# METADATA
# title: A values file that is no map
# description: |
#   A Helm values file holds a list or a single value where a map of keys belongs.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: file
#   remediation: "Write the values as a map: `key: value` at the top."
package plimsoll.rules.api.value_file_invalid
