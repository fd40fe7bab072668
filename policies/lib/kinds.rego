# METADATA
# title: Kinds
# description: API groups of manifests, and whether a kind lives in a namespace; by the manifest's index.
package plimsoll.lib.kinds

# METADATA
# description: The API groups, `""` for the core one.
groups := {index: group_of(manifest) | some index, manifest in input.manifests}

group_of(manifest) := parts[0] if {
	parts := split(manifest.apiVersion, "/")
	count(parts) == 2
} else := ""

# METADATA
# description: "`Kind` for a core kind, `Kind.group` for another, as in `kubectl get`."
qualified := {index: name_of(manifest, groups[index]) | some index, manifest in input.manifests}

name_of(manifest, "") := manifest.kind

name_of(manifest, group) := concat(".", [manifest.kind, group]) if group != ""

# METADATA
# description: |
#   The manifests whose kind is known to live outside namespaces: Kubernetes' own kinds, a few that nearly every platform
#   installs, and those of CRDs in the tree. The engine puts them into `data.scopes` once, because a set written here
#   would be built at each evaluation. A kind that nobody knows is taken for a namespaced one.
cluster_scoped := {index | some index, name in qualified; data.scopes[name] == "Cluster"}
