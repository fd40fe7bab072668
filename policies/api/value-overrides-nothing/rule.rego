# METADATA
# title: A value that nothing reads
# description: |
#   A values file, an Application or a parameter sets a key that no template, schema or subchart of the chart reads, in any release of
#   the fleet that is given the file: `replicaCout`. Helm says nothing of it, and what was meant stays as it was.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: engine
#   scope: fleet
#   remediation: Correct the key to one that the chart reads, or take it out.
#   links:
#     - https://helm.sh/docs/chart_template_guide/values_files/
package plimsoll.rules.api.value_overrides_nothing
