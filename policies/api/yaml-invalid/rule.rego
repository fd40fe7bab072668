# METADATA
# title: YAML that does not parse
# description: |
#   A YAML file of the tree cannot be parsed, so nothing in it is deployed or checked.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: file
#   remediation: Correct the syntax at the place that the message names.
package plimsoll.rules.api.yaml_invalid
