# METADATA
# title: Image not pinned by a digest
# description: A container runs an image by its tag, which can be moved to another image without a change in git.
# custom:
#   severity: error
#   severity_elsewhere: warning
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: "Name the sha256 digest that CI published: in `image.digest` where the chart takes one, else behind the tag, `1.4.2@sha256:…`."
#   links:
#     - https://kubernetes.io/docs/concepts/containers/images/#image-names
#   options:
#     ignore:
#       type: array
#       description: Images that need no digest; a `*` at the end stands for any text. Istio replaces `auto` by its proxy.
#       items: {type: string}
#       default: [auto]
package plimsoll.rules.images.image_not_pinned

import data.plimsoll.lib.images
import data.plimsoll.lib.result
import data.plimsoll.lib.workloads

results contains result.focused(found, wrong_part(image)) if {
	some entry in workloads.containers
	image := entry.container.image
	is_string(image)
	image != ""
	not images.pinned(image)
	not ignored(image)
	message := sprintf("Image %s is not pinned by a digest", [image])
	found := result.manifest(entry.manifest, array.concat(entry.path, ["image"]), message)
}

wrong_part(image) := images.tag(image) if true

else := image

ignored(image) if image in data.config.options["image-not-pinned"].ignore

ignored(image) if {
	some pattern in data.config.options["image-not-pinned"].ignore
	endswith(pattern, "*")
	startswith(image, trim_suffix(pattern, "*"))
}
