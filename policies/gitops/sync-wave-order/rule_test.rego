package plimsoll.rules.gitops.sync_wave_order_test

import data.plimsoll.rules.gitops.sync_wave_order as rule

waved(wave) := {"argocd.argoproj.io/sync-wave": wave}

config := {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "annotations": waved("1")}}

job(spec) := {
	"apiVersion": "batch/v1",
	"kind": "Job",
	"metadata": {"name": "migrate"},
	"spec": {"template": {"spec": spec}},
}

found(manifests, order) := results if {
	results := rule.results with input as {"manifests": manifests, "order": order}
}

test_config_later if {
	some result in found([config, job({"containers": [{"envFrom": [{"configMapRef": {"name": "a"}}]}]})], {"0": 1})
	result.manifest == 0
}

test_config_earlier if {
	count(found([config, job({"containers": [{"envFrom": [{"configMapRef": {"name": "a"}}]}]})], {"0": -1})) == 0
}

test_optional if {
	entry := {"configMapRef": {"name": "a", "optional": true}}
	count(found([config, job({"containers": [{"envFrom": [entry]}]})], {"0": 1})) == 0
}

test_other_name if count(found([config, job({"volumes": [{"configMap": {"name": "b"}}]})], {"0": 1})) == 0

test_no_order if count(found([config, job({"volumes": [{"configMap": {"name": "a"}}]})], {})) == 0

test_secret_of_operator if {
	external := {
		"apiVersion": "external-secrets.io/v1",
		"kind": "ExternalSecret",
		"metadata": {"name": "x"},
		"spec": {"target": {"name": "db"}},
	}
	hook := json.patch(
		job({"containers": [{"env": [{"valueFrom": {"secretKeyRef": {"name": "db"}}}]}]}),
		[{"op": "add", "path": "/metadata/annotations", "value": {"argocd.argoproj.io/hook": "PreSync"}}],
	)
	some result in found([external, hook], {"1": -1000000})
	result.path == ["metadata", "annotations", "argocd.argoproj.io/hook"]
}

test_crd if {
	crd := {
		"apiVersion": "apiextensions.k8s.io/v1",
		"kind": "CustomResourceDefinition",
		"metadata": {"name": "ships.sea.example.com", "annotations": waved("1")},
		"spec": {"group": "sea.example.com", "names": {"kind": "Ship"}},
	}
	ship := {"apiVersion": "sea.example.com/v1", "kind": "Ship", "metadata": {"name": "a"}}
	count(found([crd, ship], {"0": 1})) == 1
}

test_namespace if {
	namespace := {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop", "annotations": waved("1")}}
	inside := {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "namespace": "shop"}}
	count(found([namespace, inside], {"0": 1})) == 1
}
