# METADATA
# title: The AppProject forbids it
# description: |
#   The Application's AppProject doesn't permit its namespace, a source repository, the destination, or the kind of a
#   rendered resource. Argo CD refuses to sync it. Only projects found in the tree are asked.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: Change the Application to what its project permits, or widen the AppProject in a change of its own.
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
package plimsoll.rules.gitops.project_violation

import data.plimsoll.lib.kinds
import data.plimsoll.lib.projects
import data.plimsoll.lib.result

spec := input.application.spec

project_name := name if {
	name := object.get(spec, "project", "default")
	name != ""
} else := "default"

project := data.projects[project_name]

kind_lists := projects.kind_lists(project)

destination := projects.resolve(spec.destination)

results contains against("sourceRepos", result.application(path, message)) if {
	some source in sources
	source.url != ""
	not projects.source_permitted(project, source.url)
	path := array.concat(source.path, ["repoURL"])
	message := sprintf("AppProject %s permits no source %s", [project_name, source.url])
}

results contains against("sourceNamespaces", result.application(["metadata", "namespace"], message)) if {
	namespace := input.application.metadata.namespace
	not namespace in {"", data.argocd.namespace}
	not projects.namespace_permitted(project, namespace)
	message := sprintf(
		"AppProject %s permits no Application in namespace %s; Argo CD runs in %s",
		[project_name, namespace, data.argocd.namespace],
	)
}

results contains against("permitOnlyProjectScopedClusters", result.application(["spec", "destination", field], message)) if {
	project.permitOnlyProjectScopedClusters == true
	destination_allowed
	projects.owned_otherwise(project_name, destination)
	field := projects.cluster_field(spec.destination)
	message := sprintf("AppProject %s permits its own clusters only, and %s is none of them", [
		project_name,
		projects.cluster_of(spec.destination),
	])
}

results contains against("destinations", result.application(["spec", "destination", field], message)) if {
	_ = project
	not destination_allowed
	field := projects.wrong_field(project, destination, spec.destination)
	message := sprintf("AppProject %s permits no destination %s", [project_name, projects.describe(spec.destination)])
}

results contains against(list, result.manifest(index, ["kind"], message)) if {
	some index, kind in kinds.qualified
	list := projects.forbidding_list(kind_lists, index)
	scope := projects.scope(index)
	message := sprintf("AppProject %s permits no %s resource of kind %s", [project_name, scope, kind])
}

results contains against("destinations", result.manifest(index, ["metadata", "namespace"], message)) if {
	destination_allowed
	some index, manifest in input.manifests
	namespace := manifest.metadata.namespace
	is_string(namespace)
	not namespace in {"", object.get(spec.destination, "namespace", "")}
	projects.scope(index) == "namespaced"
	not projects.destination_permitted(project, object.union(destination, {"namespace": namespace}))
	message := sprintf("AppProject %s permits no resource in namespace %s on this destination", [project_name, namespace])
}

against(field, found) := result.against_project(found, project_name, field)

destination_allowed if projects.destination_permitted(project, destination)

sources contains {"url": url, "path": ["spec", "source"]} if {
	not spec.sourceHydrator
	not spec.sources[0]
	url := spec.source.repoURL
}

sources contains {"url": source.repoURL, "path": ["spec", "sources", index]} if {
	not spec.sourceHydrator
	some index, source in spec.sources
}

# Where it is hydrated to, and from: `syncSource` has a repoURL only where that is another one.
sources contains {"url": url, "path": ["spec", "sourceHydrator", key]} if {
	some key in ["drySource", "syncSource"]
	url := spec.sourceHydrator[key].repoURL
	url != ""
}
