# METADATA
# title: AppProjects
# description: |
#   What an AppProject permits, by the rules of Argo CD's `IsSourcePermitted`, `isDestinationMatched` and
#   `IsGroupKindNamePermitted` (pkg/apis/application/v1alpha1/app_project_types.go).
package plimsoll.lib.projects

import data.plimsoll.lib.kinds

# METADATA
# description: Some pattern matches, and no `!` pattern excludes the URL. In a URL `*` doesn't match a slash.
source_permitted(project, url) if {
	normal := normalize(url)
	some pattern in project.sourceRepos
	source_matched(pattern, normal)
	not source_denied(project, normal)
}

source_matched(pattern, url) if {
	startswith(pattern, "!")
	not glob_matches(normalize(substring(pattern, 1, -1)), url, ["/"])
}

# `*.git` is `*` to Argo CD as well.
source_matched(pattern, _) if normalize(pattern) == "*"

source_matched(pattern, url) if {
	not startswith(pattern, "!")
	glob_matches(normalize(pattern), url, ["/"])
}

source_denied(project, url) if {
	some pattern in project.sourceRepos
	startswith(pattern, "!")
	not source_matched(pattern, url)
}

# METADATA
# description: |
#   A repository's URL as Argo CD compares it: lower case, no `.git`, `git@host:path` and `ssh://git@host/path` the same.
#   Braces are written as in a URL, so that a pattern's are none.
normalize(url) := trim_prefix(escaped(trim_suffix(with_slash(lower(trim_space(url))), ".git")), "ssh://")

escaped(url) := replace(replace(url, "{", "%7B"), "}", "%7D")

with_slash(url) := concat("", [substring(url, 0, colon), "/", substring(url, colon + 1, -1)]) if {
	user := split(url, "@")[0]
	user != url
	not contains(user, ":")
	not contains(user, "/")
	colon := indexof(url, ":")
	colon > 0
} else := url

# METADATA
# description: A destination with the name and server of its cluster both, as far as cluster Secrets in the tree tell.
resolve(destination) := object.union(destination, known) if known := data.clusters.named[destination.name]

else := object.union(destination, known) if known := data.clusters.served[bare(destination.server)]

else := object.union(destination, {"server": server}) if server := bare(destination.server)

else := destination

bare(server) := trim_right(server, "/")

# METADATA
# description: |
#   Some item matches and no `!` item excludes it. Where the cluster's other half (the server of a named one) isn't
#   known, an item that asks for it is taken to match: a guess may not accuse.
destination_permitted(project, destination) if {
	some item in project.destinations
	item_matches(item, destination)
	not destination_denied(project, destination)
}

item_matches(item, destination) if {
	cluster_matches(item, destination)
	namespace_matches(item, destination)
}

cluster_matches(item, destination) if half_matches(item, destination, "name")

cluster_matches(item, destination) if half_matches(item, destination, "server")

half_matches(item, destination, half) if {
	pattern := object.get(item, half, "")
	pattern != ""
	permissive_match(pattern, object.get(destination, half, ""))
}

permissive_match(_, "")

permissive_match(pattern, value) if {
	value != ""
	negatable_match(pattern, value)
}

namespace_matches(item, destination) if {
	negatable_match(object.get(item, "namespace", ""), object.get(destination, "namespace", ""))
}

destination_denied(project, destination) if {
	some item in project.destinations
	not item_matches(item, destination)
	item_denies(item, destination)
}

item_denies(item, destination) if denied_half(item, destination, "name")

item_denies(item, destination) if {
	denied_half(item, destination, "server")
	namespace_matches(item, destination)
}

item_denies(item, destination) if {
	startswith(object.get(item, "namespace", ""), "!")
	not namespace_matches(item, destination)
	server := object.get(destination, "server", "")
	server != ""
	negatable_match(object.get(item, "server", ""), server)
}

denied_half(item, destination, half) if {
	startswith(item[half], "!")
	value := object.get(destination, half, "")
	value != ""
	not negatable_match(item[half], value)
}

# METADATA
# description: |
#   Some pattern of `sourceNamespaces` matches: a glob, or a regular expression between slashes. Argo CD's
#   `IsAppNamespacePermitted`.
namespace_permitted(project, namespace) if {
	some pattern in project.sourceNamespaces
	glob_matches(pattern, namespace, null)
}

namespace_permitted(project, namespace) if {
	some pattern in project.sourceNamespaces
	count(pattern) > 2
	startswith(pattern, "/")
	endswith(pattern, "/")
	regex.match(substring(pattern, 1, count(pattern) - 2), namespace)
}

# METADATA
# description: |
#   The destination's cluster is known, and belongs to no project or to another one. One that the tree doesn't tell of
#   accuses nobody.
owned_otherwise(project_name, destination) if {
	destination.project != project_name
	not owned(project_name, destination)
}

owned(project_name, destination) if {
	some cluster in data.clusters.named
	cluster.project == project_name
	destination.name == cluster.name
}

owned(project_name, destination) if {
	some cluster in data.clusters.served
	cluster.project == project_name
	destination.server == cluster.server
}

# METADATA
# description: The field of the Application's destination that names its cluster, and what it says.
cluster_field(written) := "name" if written.name

else := "server"

cluster_of(written) := object.get(written, "name", object.get(written, "server", "the destination"))

# METADATA
# description: The field of the Application's destination to change so that the project permits it.
wrong_field(project, destination, written) := "namespace" if {
	some item in project.destinations
	cluster_matches(item, destination)
} else := cluster_field(written)

# METADATA
# description: A destination in words.
describe(destination) := sprintf("%s, namespace %s", [cluster, namespace]) if {
	cluster := object.get(destination, "name", object.get(destination, "server", "without a cluster"))
	namespace := object.get(destination, "namespace", `""`)
}

# METADATA
# description: "`cluster-scoped` or `namespaced`."
scope(index) := "cluster-scoped" if kinds.cluster_scoped[index]

else := "namespaced"

# METADATA
# description: |
#   The project's lists of kinds by their field, made ready to be asked for many manifests: the items of groups that are
#   written out, by group, and those whose group is a glob.
kind_lists(project) := {field: {"grouped": grouped, "globbed": globbed} |
	some field in [
		"clusterResourceWhitelist",
		"clusterResourceBlacklist",
		"namespaceResourceWhitelist",
		"namespaceResourceBlacklist",
	]
	list := project[field]
	list != null
	plain := {group_of(item) | some item in list; not has_meta(group_of(item))}
	grouped := {group: items | some group in plain; items := [item | some item in list; group_of(item) == group]}
	globbed := [item | some item in list; has_meta(group_of(item))]
}

group_of(item) := object.get(item, "group", "")

has_meta(pattern) if contains(pattern, "*")

has_meta(pattern) if has_rare_meta(pattern)

# METADATA
# description: |
#   The list that forbids the manifest's kind, undefined where it is permitted. A cluster-scoped kind must be on the
#   whitelist, a namespaced one only where there is a whitelist; a blacklist takes away from both.
forbidding_list(lists, index) := "clusterResourceWhitelist" if {
	kinds.cluster_scoped[index]
	not listed(lists, "clusterResourceWhitelist", index)
} else := "clusterResourceBlacklist" if {
	kinds.cluster_scoped[index]
	listed(lists, "clusterResourceBlacklist", index)
} else := "namespaceResourceWhitelist" if {
	_ = lists.namespaceResourceWhitelist
	not kinds.cluster_scoped[index]
	not listed(lists, "namespaceResourceWhitelist", index)
} else := "namespaceResourceBlacklist" if {
	not kinds.cluster_scoped[index]
	listed(lists, "namespaceResourceBlacklist", index)
}

listed(lists, field, index) if {
	some item in lists[field].grouped[kinds.groups[index]]
	item_lists(field, item, input.manifests[index])
}

listed(lists, field, index) if {
	some item in lists[field].globbed
	glob_matches(as_glob(item.group), kinds.groups[index], ["/"])
	item_lists(field, item, input.manifests[index])
}

# The lists of namespaced kinds know no names.
item_lists(field, item, manifest) if {
	glob_matches(as_glob(object.get(item, "kind", "")), manifest.kind, ["/"])
	name_matches(as_glob(named(field, item)), manifest)
}

# These lists are read with Go's own patterns, which say `[^a]` for `[!a]`.
as_glob(pattern) := replace(pattern, "[^", "[!") if contains(pattern, "[^")

else := pattern

named(field, item) := object.get(item, "name", "") if startswith(field, "cluster")

named(field, _) := "" if startswith(field, "namespace")

name_matches("", _)

name_matches(pattern, manifest) if glob_matches(pattern, manifest.metadata.name, ["/"])

negatable_match(pattern, value) if {
	startswith(pattern, "!")
	not glob_matches(substring(pattern, 1, -1), value, null)
}

negatable_match(pattern, value) if {
	not startswith(pattern, "!")
	glob_matches(pattern, value, null)
}

# A glob costs a regular expression at each evaluation, so equality and a single star are taken first.
glob_matches(pattern, value, separators) if {
	pattern == value
} else if {
	pattern == "*"
	not contains(value, "/")
} else if {
	contains(pattern, "*")
	parts := split(pattern, "*")
	count(parts) == 2
	startswith(value, parts[0])
	endswith(value, parts[1])
	count(value) >= count(pattern) - 1
	not has_rare_meta(pattern)
	not separated(value, parts, separators)
} else if {
	needs_regex(pattern)
	glob.match(pattern, separators, value)
}

needs_regex(pattern) if count(split(pattern, "*")) > 2

needs_regex(pattern) if has_rare_meta(pattern)

has_rare_meta(pattern) if {
	some character in ["?", "[", "{", "\\"]
	contains(pattern, character)
}

# The text that the star stands for holds a separator.
separated(value, parts, separators) if {
	some separator in separators
	start := count(parts[0])
	contains(substring(value, start, (count(value) - start) - count(parts[1])), separator)
}
