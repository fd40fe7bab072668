# METADATA
# title: State that automated prune would delete
# description: |
#   Automated prune is on, and a resource that holds state doesn't forbid it: when the resource leaves the desired state,
#   by a renamed release or a deleted folder, Argo CD deletes it and the data with it.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: "Annotate the resource with `argocd.argoproj.io/sync-options: Prune=false` (or `Prune=confirm`)."
#   links:
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources
#   options:
#     kinds:
#       type: array
#       description: Kinds that hold state, `Kind` for the core group, else `Kind.group`.
#       items: {type: string}
#       default:
#         - PersistentVolumeClaim
#         - Namespace
#         - StatefulSet.apps
#         - CustomResourceDefinition.apiextensions.k8s.io
#         - Cluster.postgresql.cnpg.io
#         - postgresql.acid.zalan.do
#         - PostgresCluster.postgres-operator.crunchydata.com
#         - PerconaServerMongoDB.psmdb.percona.com
#         - PerconaXtraDBCluster.pxc.percona.com
#         - MongoDBCommunity.mongodbcommunity.mongodb.com
#         - RedisCluster.redis.redis.opstreelabs.in
#         - Kafka.kafka.strimzi.io
#         - Elasticsearch.elasticsearch.k8s.elastic.co
#         - RabbitmqCluster.rabbitmq.com
#     accepted:
#       type: array
#       description: Sync options that protect. `Delete=false` isn't one, because Argo CD reads it only when an Application is deleted.
#       items: {type: string}
#       default: [Prune=false, Prune=confirm]
package plimsoll.rules.gitops.prune_unprotected

import data.plimsoll.lib.kinds
import data.plimsoll.lib.result
import data.plimsoll.lib.syncing

options := data.config.options["prune-unprotected"]

results contains found if {
	syncing.automated.prune == true
	not protected_by_default
	some index, manifest in input.manifests
	kinds.qualified[index] in options.kinds
	not syncing.hook(manifest)
	not protected(syncing.options(manifest))
	message := sprintf(
		"%s %s holds state and automated prune may delete it: no %s in its sync options",
		[manifest.kind, manifest.metadata.name, concat(" or ", options.accepted)],
	)
	found := place(index, manifest, message)
}

protected(set) if {
	some option in options.accepted
	option in set
}

protected_by_default if protected({option | some option in input.application.spec.syncPolicy.syncOptions})

# The annotation that lacks the option, or else the annotations that lack it.
place(index, manifest, message) := result.manifest(index, ["metadata", "annotations", syncing.annotation], message) if {
	manifest.metadata.annotations[syncing.annotation]
} else := result.missing_text(result.manifest(index, ["metadata", "annotations"], message), syncing.annotation)
