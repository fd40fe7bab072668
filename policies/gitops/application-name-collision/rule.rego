# METADATA
# title: Two Applications with one name
# description: |
#   Two Applications have the same name and namespace, so that one overwrites the other, again and again.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: fleet
#   remediation: Give one of them another name; in an ApplicationSet use every parameter that tells them apart.
package plimsoll.rules.gitops.application_name_collision
