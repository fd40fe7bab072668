# METADATA
# title: Ignored differences that match nothing
# description: |
#   An entry of `ignoreDifferences` names no field, or its JSON pointer can't lead anywhere. Argo CD passes over it, and the
#   Application stays out of sync, or self-healing goes on against a controller.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: "Begin a JSON pointer with `/`, and write a `/` within a key as `~1`."
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/
package plimsoll.rules.gitops.ignore_differences_malformed

import data.plimsoll.lib.result

fields := ["jsonPointers", "jqPathExpressions", "managedFieldsManagers"]

results contains result.application(["spec", "ignoreDifferences", index], message) if {
	some index, entry in input.application.spec.ignoreDifferences
	count([field | some field in fields; count(entry[field]) > 0]) == 0
	message := sprintf("This entry ignores nothing: it has none of %s", [concat(", ", fields)])
}

results contains result.application(["spec", "ignoreDifferences", index, "jsonPointers", at], message) if {
	some index, entry in input.application.spec.ignoreDifferences
	some at, pointer in entry.jsonPointers
	message := fault(pointer)
}

fault(pointer) := sprintf("JSON pointer %s matches nothing: it must begin with /", [pointer]) if {
	not startswith(pointer, "/")
} else := sprintf("JSON pointer %s matches nothing: ~ stands before 0 or 1 only", [pointer]) if {
	contains(replace(replace(pointer, "~0", ""), "~1", ""), "~")
} else := sprintf("JSON pointer %s matches nothing: the / within a key is written ~1", [pointer]) if {
	parts := split(pointer, "/")
	count(parts) > 4
	parts[1] == "metadata"
	parts[2] in {"annotations", "labels"}
}
