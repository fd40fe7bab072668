# METADATA
# title: A sync option that Argo CD doesn't know
# description: |
#   Argo CD compares a sync option letter by letter and passes over what it doesn't know, without a word: the option has no
#   effect.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: "Write the option as Argo CD does, with its value: `CreateNamespace=true`."
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
#   options:
#     known:
#       type: object
#       description: Options with the values that each may have.
#       additionalProperties: {type: array, items: {type: string}}
#       default:
#         ApplyOutOfSyncOnly: ["true", "false"]
#         ClientSideApplyMigration: ["true", "false"]
#         CreateNamespace: ["true", "false"]
#         FailOnSharedResource: ["true", "false"]
#         Force: ["true", "false"]
#         PruneLast: ["true", "false"]
#         Replace: ["true", "false"]
#         RespectIgnoreDifferences: ["true", "false"]
#         ServerSideApply: ["true", "false"]
#         SkipDryRunOnMissingResource: ["true", "false"]
#         Validate: ["true", "false"]
#         Delete: ["true", "false", confirm]
#         Prune: ["true", "false", confirm]
#         PrunePropagationPolicy: [foreground, background, orphan]
package plimsoll.rules.gitops.sync_option_unknown

import data.plimsoll.lib.result
import data.plimsoll.lib.syncing

known := data.config.options["sync-option-unknown"].known

results contains result.application(["spec", "syncPolicy", "syncOptions", index], message) if {
	some index, option in input.application.spec.syncPolicy.syncOptions
	is_string(option)
	not fine(option)
	message := fault(option)
}

results contains result.focused(result.manifest(index, ["metadata", "annotations", syncing.annotation], message), option) if {
	some index, manifest in input.manifests
	is_string(manifest.metadata.annotations[syncing.annotation])
	some option in syncing.options(manifest)
	option != ""
	not fine(option)
	message := fault(option)
}

fine(option) if {
	parts := split(option, "=")
	parts[1] in known[parts[0]]
	count(parts) == 2
}

fault(option) := sprintf("Argo CD knows no sync option %s, and passes over it", [name]) if {
	name := split(option, "=")[0]
	not known[name]
} else := sprintf("Sync option %s has no effect: %s may be %s", [option, name, concat(" or ", known[name])]) if {
	name := split(option, "=")[0]
}
