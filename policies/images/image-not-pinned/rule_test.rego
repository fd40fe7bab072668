package plimsoll.rules.images.image_not_pinned_test

import data.plimsoll.rules.images.image_not_pinned as rule

pod(image) := {"kind": "Pod", "metadata": {"name": "a"}, "spec": {"containers": [{"name": "c", "image": image}]}}

test_tag_is_the_focus if {
	some found in rule.results with input as {"manifests": [pod("localhost:5000/shop/web:1.25")]}
	found.path == ["spec", "containers", 0, "image"]
	found.focus == "1.25"
}

test_without_a_tag_the_image_is_the_focus if {
	some found in rule.results with input as {"manifests": [pod("localhost:5000/shop/web")]}
	found.focus == "localhost:5000/shop/web"
}

test_digest_passes if {
	count(rule.results) == 0 with input as {"manifests": [pod("shop/web@sha256:00")]}
}

test_ignored_image_passes if {
	count(rule.results) == 0 with input as {"manifests": [pod("auto"), pod("mirror/web:1")]}
		with data.config.options as {"image-not-pinned": {"ignore": ["auto", "mirror/*"]}}
}
