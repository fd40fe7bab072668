# METADATA
# title: A secret that anyone can read in git
# description: |
#   The data of a Secret stands in git, as text or as base64, which is no encryption. Whoever can read the repository has it,
#   and its history keeps it.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: Replace the credential, and bring it into the cluster by an ExternalSecret, a SealedSecret or SOPS.
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/operator-manual/secret-management/
#   options:
#     placeholders:
#       type: array
#       description: Beginnings of values that a plugin or a webhook replaces later.
#       items: {type: string}
#       default: ["ENC[", "<path:", "ref+", "vault:", "<", "$"]
#     harmless:
#       type: array
#       description: Keys whose values are no secret, also as the last word of a longer one (`POSTGRES_USER`).
#       items: {type: string}
#       default: [ca.crt, database, host, hostname, image, port, tls.crt, user, username]
package plimsoll.rules.security.secret_plaintext

import data.plimsoll.lib.result

options := data.config.options["secret-plaintext"]

results contains result.written(result.manifest(index, readable[0], message), readable) if {
	some index, manifest in input.manifests
	manifest.kind == "Secret"
	manifest.apiVersion == "v1"
	not manifest.sops
	readable := [[field, key] |
		some field in ["stringData", "data"]
		some key, value in manifest[field]
		is_string(value)
		value != ""
		not harmless(key)
		not describes_cluster(manifest, key)
		not placeholder(value)
	]
	count(readable) > 0
	message := sprintf("Secret %s can be read in git", [manifest.metadata.name])
}

harmless(key) if key in options.harmless

harmless(key) if {
	words := split(replace(replace(lower(key), "-", "_"), ".", "_"), "_")
	words[count(words) - 1] in options.harmless
}

# What Argo CD knows of a cluster or a repository, beside its credentials.
describes_cluster(manifest, key) if {
	_ = manifest.metadata.labels["argocd.argoproj.io/secret-type"]
	key in {"enableOCI", "name", "project", "server", "type", "url"}
}

placeholder(value) if {
	some start in options.placeholders
	startswith(value, start)
}

placeholder(value) if {
	base64.is_valid(value)
	text := base64.decode(value)
	some start in options.placeholders
	startswith(text, start)
}
