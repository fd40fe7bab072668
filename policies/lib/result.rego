# METADATA
# title: Results
# description: |
#   The only makers of a rule's results. A result names its subject and the path to the offending field; the engine
#   leads it back to the line of the file that made the field. The rule's id is added by the generated entrypoint.
package plimsoll.lib.result

# METADATA
# description: The field at `path` of the manifest at `index` in `input.manifests` is wrong.
manifest(index, path, message) := {
	"subject": "manifest",
	"manifest": index,
	"path": path,
	"message": message,
}

# METADATA
# description: The field at `path` of the Application is wrong.
application(path, message) := {
	"subject": "application",
	"path": path,
	"message": message,
}

# METADATA
# description: The key at `path` of the leaf's own values is wrong.
values(path, message) := {
	"subject": "values",
	"path": path,
	"message": message,
}

# METADATA
# description: Only `part` of the field's text is wrong, so the value that printed it is the place.
focused(result, part) := object.union(result, {"focus": part})

# METADATA
# description: A resource of this kind isn't there, so the guard that removed it is the place.
missing_kind(result, kind) := object.union(result, {"missing": {"kind": kind}})

# METADATA
# description: This text isn't there, so the guard that would have printed it is the place.
missing_text(result, text) := object.union(result, {"missing": {"text": text}})

# METADATA
# description: The AppProject of this name says otherwise, in `spec.<field>`; the place is shown beside the result's own.
against_project(result, name, field) := object.union(result, {"project": {"name": name, "field": field}})

# METADATA
# description: |
#   Only what is written in git is wrong, not what a template makes up: the place is the first of `paths` whose text is found
#   there, and without one there's no result.
written(result, paths) := object.union(result, {"written": paths})
