# METADATA
# title: A chart that refuses the cluster's Kubernetes
# description: |
#   The `kubeVersion` of the chart's Chart.yaml does not permit the Kubernetes version that it is rendered for, so Helm renders
#   nothing.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: application
#   remediation: "Use a version of the chart that permits this Kubernetes, or correct `kubeVersion`."
#   links:
#     - https://helm.sh/docs/topics/charts/#the-kubeversion-field
package plimsoll.rules.api.kube_version_unsatisfied
