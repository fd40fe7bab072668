# METADATA
# title: A generator that yields nothing
# description: |
#   An ApplicationSet generator matches nothing, so it makes no Application.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: engine
#   scope: file
#   remediation: Correct the path, list or labels of the generator, list the clusters that it goes by, or remove the ApplicationSet.
package plimsoll.rules.gitops.generator_empty
