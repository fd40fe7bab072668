# METADATA
# title: A template that prints `<no value>`
# description: |
#   An ApplicationSet has `goTemplate: true` without `missingkey=error`: a parameter that isn't there is printed as `<no value>`, and
#   becomes a part of a name, a path or a namespace.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: engine
#   scope: fleet
#   remediation: "Add `goTemplateOptions: [missingkey=error]`."
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/GoTemplate/
package plimsoll.rules.gitops.missingkey_not_error
