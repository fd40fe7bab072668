# METADATA
# title: A production path that nobody owns
# description: |
#   The repository has a CODEOWNERS file, and it gives a folder that production is deployed from to nobody: changes of it need
#   nobody's review.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: engine
#   scope: fleet
#   remediation: Add a line for the path to CODEOWNERS.
#   links:
#     - https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
package plimsoll.rules.ownership.codeowner_missing
