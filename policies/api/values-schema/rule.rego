# METADATA
# title: Values that the chart's schema refuses
# description: |
#   The values break the chart's, or a subchart's, `values.schema.json`, so Helm renders nothing. Each failure is told by
#   itself, on the line of the layer that gave the value. Also a schema that can't be used: it is not JSON, not a JSON Schema, or has a
#   `$ref` that leads out of the file.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: application
#   remediation: "Correct the value, or the schema where it is the schema that is wrong."
#   links:
#     - https://helm.sh/docs/topics/charts/#schema-files
#     - https://json-schema.org/understanding-json-schema/
package plimsoll.rules.api.values_schema
