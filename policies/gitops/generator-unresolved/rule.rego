# METADATA
# title: A generator that cannot be expanded here
# description: |
#   An ApplicationSet generator needs something that is not in the trees, or is not supported, so its
#   Applications are unknown and unchecked.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: file
#   remediation: Map the repository that it reads under `repositories:`, or say under `fixtures:` what it would find; where so many Applications are meant, raise `limits.applications`.
package plimsoll.rules.gitops.generator_unresolved
