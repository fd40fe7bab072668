# METADATA
# title: Image references
# description: The parts of `registry:port/repository:tag@digest`.
package plimsoll.lib.images

# METADATA
# description: True where a digest says exactly which image runs.
pinned(image) if contains(image, "@sha256:")

pinned(image) if contains(image, "@sha512:")

# The platform schema says what is wrong with a digest in the leaf's values.
pinned(image) if {
	digest := input.values.image.digest
	digest != ""
	endswith(image, concat("", ["@", digest]))
}

# METADATA
# description: The tag, or undefined where there is none. A colon before the last slash is a registry's port.
tag(image) := text if {
	segments := split(split(image, "@")[0], "/")
	parts := split(segments[count(segments) - 1], ":")
	count(parts) > 1
	text := parts[1]
}
