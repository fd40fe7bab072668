# METADATA
# title: Rollouts
# description: Argo Rollouts' strategies, by the manifest's index.
package plimsoll.lib.rollouts

# METADATA
# description: Manifest index → its canary strategy.
canaries := {index: canary | some index in rollouts; canary := input.manifests[index].spec.strategy.canary}

# METADATA
# description: Manifest index → its blue-green strategy.
blue_greens := {index: strategy | some index in rollouts; strategy := input.manifests[index].spec.strategy.blueGreen}

rollouts := [index |
	some index, manifest in input.manifests
	manifest.kind == "Rollout"
	startswith(manifest.apiVersion, "argoproj.io/")
]

name(index) := input.manifests[index].metadata.name

# METADATA
# description: An analysis or an experiment looks at the new version, in a step or beside them.
judged(canary) if canary.analysis

judged(canary) if {
	some step in canary.steps
	some field in ["analysis", "experiment"]
	_ = step[field]
}

# METADATA
# description: Some step waits for time, for a person, or for a judgement.
waits(canary) if {
	some step in canary.steps
	some field in ["pause", "analysis", "experiment"]
	_ = step[field]
}
