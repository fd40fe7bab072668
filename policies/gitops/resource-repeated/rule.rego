# METADATA
# title: A resource that is rendered twice
# description: |
#   An Application renders the same resource more than once: group, kind, namespace and name are the same. Argo CD applies
#   the last one, and shows a RepeatedResourceWarning.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: engine
#   scope: application
#   remediation: Keep one of them, or give the other another name.
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/
package plimsoll.rules.gitops.resource_repeated
