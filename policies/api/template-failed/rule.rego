# METADATA
# title: A chart that does not render
# description: |
#   Helm could not render the chart with these values: a template fails, the chart is broken, or a feature of
#   Helm is not supported here.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: application
#   remediation: "Set the value that the message asks for, or correct the line that it stands on. Mostly a value is missing or has the wrong type."
package plimsoll.rules.api.template_failed
