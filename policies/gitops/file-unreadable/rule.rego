# METADATA
# title: A file that cannot be read
# description: |
#   A file that something deploys cannot be read: no permission, too large, not text, a folder of that name, or
#   a link that leaves the tree.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: file
#   remediation: Put a readable text file there, inside the tree.
package plimsoll.rules.gitops.file_unreadable
