# METADATA
# title: A hook that nothing runs
# description: |
#   A `helm.sh/hook` that Helm does not know: the resource is left out of the release, and no error says so. Or one that Argo CD
#   has no counterpart for, or an `argocd.argoproj.io/hook` that it does not know, so that it never runs it.
# custom:
#   severity: error
#   profile: recommended
#   decided_by: engine
#   scope: application
#   remediation: "Correct the name of the hook, or use a hook of Argo CD's."
#   links:
#     - https://helm.sh/docs/topics/charts_hooks/
#     - https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-hooks
package plimsoll.rules.gitops.hook_unknown
