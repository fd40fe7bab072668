# METADATA
# title: Syncing
# description: What an Application's sync policy and a resource's annotations tell Argo CD to do.
package plimsoll.lib.syncing

annotation := "argocd.argoproj.io/sync-options"

# METADATA
# description: The automated policy, undefined where it is absent or switched off by `enabled`.
automated := policy if {
	policy := input.application.spec.syncPolicy.automated
	is_object(policy)
	object.get(policy, "enabled", true) != false
}

# METADATA
# description: A resource's own sync options, trimmed as Argo CD trims them.
options(manifest) := {trim_space(option) |
	some option in split(object.get(manifest, ["metadata", "annotations", annotation], ""), ",")
}

# METADATA
# description: True for a hook, which Argo CD creates and deletes by its own rules and never prunes.
hook(manifest) if _ = manifest.metadata.annotations["argocd.argoproj.io/hook"]

hook(manifest) if manifest.metadata.annotations["helm.sh/hook"] != "crd-install"
