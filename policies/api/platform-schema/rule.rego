# METADATA
# title: Leaf values that the platform schema refuses
# description: |
#   A key of a leaf's own values has a wrong type, an impossible value or an unknown name by the platform's
#   schema for leaf values.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: application
#   remediation: Correct the key to what the message asks for.
package plimsoll.rules.api.platform_schema
