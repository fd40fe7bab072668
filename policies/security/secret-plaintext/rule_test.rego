package plimsoll.rules.security.secret_plaintext_test

import data.plimsoll.rules.security.secret_plaintext as rule

options := {"placeholders": ["ENC[", "<path:"], "harmless": ["username"]}

secret(fields) := {"manifests": [object.union({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "db"}}, fields)]}

found(fields) := results if {
	results := rule.results with input as secret(fields) with data.config.options["secret-plaintext"] as options
}

test_text if {
	some result in found({"stringData": {"username": "app", "password": "hunter2"}})
	result.path == ["stringData", "password"]
}

test_base64 if count(found({"data": {"password": "aHVudGVyMg=="}})) == 1

test_once if count(found({"data": {"a": "eA==", "b": "eQ=="}})) == 1

test_harmless if count(found({"stringData": {"username": "app"}})) == 0

test_harmless_word if count(found({"stringData": {"POSTGRES_USERNAME": "app", "db.username": "app"}})) == 0

test_harmful_word if count(found({"stringData": {"username_token": "app"}})) == 1

test_empty if count(found({"stringData": {"password": ""}})) == 0

test_placeholder if count(found({"stringData": {"password": "<path:secret/db#password>"}})) == 0

test_placeholder_in_base64 if count(found({"data": {"password": base64.encode("<path:secret/db#password>")}})) == 0

test_cluster if {
	labels := {"argocd.argoproj.io/secret-type": "cluster"}
	fields := {"metadata": {"name": "c", "labels": labels}, "stringData": {"name": "c", "server": "https://c"}}
	count(found(fields)) == 0
}

test_url if count(found({"stringData": {"url": "postgres://a:b@db"}})) == 1

test_sops if count(found({"sops": {"kms": []}, "data": {"password": "eA=="}})) == 0

test_no_data if count(found({"type": "kubernetes.io/service-account-token"})) == 0
