# METADATA
# title: A leaf's values name another place than its path
# description: |
#   `global.environment`, `cloud`, `region` or `cluster` in a leaf's values disagree with the folder that the leaf stands
#   in. The folder decides where it is deployed; the values decide what the service believes.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: Correct the key to what the path says, or move the leaf to the folder that it belongs in.
#   options:
#     region_in_cluster:
#       type: boolean
#       description: Cluster names begin with their region, so `global.region` can be compared.
#       default: true
package plimsoll.rules.gitops.leaf_identity_mismatch

import data.plimsoll.lib.result

results contains result.values(["global", key], message) if {
	segments := input.leaf.segments
	some key in ["environment", "cloud", "region", "cluster"]
	value := input.values.global[key]
	is_string(value)
	not agrees(key, value, segments)
	wanted := expected(key, segments)
	message := sprintf("global.%s is %s, but the leaf stands in %s, so %s", [key, value, input.leaf.path, wanted])
}

expected(key, segments) := sprintf("%s is wanted", [segments[key]]) if key in {"environment", "cloud"}

expected("region", segments) := sprintf("%s is wanted", [segments.region])

expected("cluster", segments) := sprintf("%s-%s is wanted", [segments.cloud, segments.cluster]) if {
	_ = segments.cloud
	startswith(input.values.global.cluster, concat("", [input.values.global.cloud, "-"]))
} else := sprintf("%s is wanted", [segments.cluster])

expected("region", segments) := sprintf("the region that %s begins with is wanted", [segments.cluster]) if {
	not segments.region
	data.config.options["leaf-identity-mismatch"].region_in_cluster
}

agrees(key, value, segments) if value == segments[key]

# A cluster is registered as `<cloud>-<cluster>` where its name alone is used by several clouds.
agrees("cluster", value, segments) if value == concat("-", [segments.cloud, segments.cluster])

agrees("region", value, segments) if {
	not segments.region
	begins_with_name(segments.cluster, value)
}

begins_with_name(cluster, region) if cluster == region

begins_with_name(cluster, region) if startswith(cluster, concat("", [region, "-"]))

# `westeurope01` begins with `westeurope`, but `eu-west-11` not with `eu-west-1`.
begins_with_name(cluster, region) if {
	startswith(cluster, region)
	region != ""
	contains("0123456789", substring(cluster, count(region), 1))
	not contains("0123456789", substring(region, count(region) - 1, 1))
}
