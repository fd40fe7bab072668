# METADATA
# title: An Argo CD object that is malformed
# description: |
#   An Application, ApplicationSet or AppProject lacks something that Argo CD needs, or has it in a form that it
#   refuses.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: file
#   remediation: Add or correct the field that the message names.
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml
package plimsoll.rules.gitops.application_invalid
