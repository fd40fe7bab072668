package plimsoll.rules.gitops.project_violation_test

import data.plimsoll.rules.gitops.project_violation as rule

application := {"spec": {
	"project": "prod",
	"source": {"repoURL": "https://git.example.com/apps/a.git"},
	"destination": {"name": "aws-1", "namespace": "shop"},
}}

permissive := {"sourceRepos": ["*"], "destinations": [{"name": "*", "namespace": "*"}]}

paths(project, manifests) := {found.path | some found in results} if {
	results := rule.results with data.projects as {"prod": project}
		with data.scopes as {"Namespace": "Cluster"}
		with input as {"application": application, "manifests": manifests}
}

test_permitted if paths(permissive, []) == set()

test_source if {
	paths(object.union(permissive, {"sourceRepos": ["https://git.example.com/*"]}), []) == {["spec", "source", "repoURL"]}
}

test_destination if {
	paths(object.union(permissive, {"destinations": [{"name": "aws-1", "namespace": "x"}]}), []) == {["spec", "destination", "namespace"]}
	paths(object.union(permissive, {"destinations": [{"name": "x", "namespace": "*"}]}), []) == {["spec", "destination", "name"]}
}

test_cluster_scoped_kind if {
	paths(permissive, [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a"}}]) == {["kind"]}
}
