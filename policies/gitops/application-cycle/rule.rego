# METADATA
# title: Applications that deploy each other
# description: |
#   The rendered output of an Application holds an Application that leads back to it, one of its own name with other
#   content, or Applications nested without end. One that holds just itself is a hint only: that is how Argo CD is
#   told to manage it.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: application
#   remediation: Let each Application be deployed by one that it does not deploy itself, and move its manifest out of the folder that closes the ring.
package plimsoll.rules.gitops.application_cycle
