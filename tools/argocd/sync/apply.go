package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	_ "unsafe" // for go:linkname

	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync/common"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync/hook"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync/syncwaves"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube"
	argocommon "github.com/argoproj/argo-cd/v3/common"
	"github.com/argoproj/argo-cd/v3/controller"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/argo"
	argosettings "github.com/argoproj/argo-cd/v3/util/settings"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"
)

// gitops-engine's own task, of which only the shape is needed: pkg/sync/sync_task.go.
type syncTask struct {
	phase          common.SyncPhase
	liveObj        *unstructured.Unstructured
	targetObj      *unstructured.Unstructured
	skipDryRun     bool
	syncStatus     common.ResultCode
	operationState common.OperationPhase
	message        string
	waveOverride   *int
}

//go:linkname sortTasks github.com/argoproj/argo-cd/gitops-engine/pkg/sync.syncTasks.Sort
func sortTasks([]*syncTask)

//go:linkname syncPhases github.com/argoproj/argo-cd/gitops-engine/pkg/sync.syncPhases
func syncPhases(*unstructured.Unstructured) []common.SyncPhase

//go:linkname partitionTargetObjsForSync github.com/argoproj/argo-cd/v3/controller.partitionTargetObjsForSync
func partitionTargetObjsForSync([]*unstructured.Unstructured) ([]*unstructured.Unstructured, bool, bool)

//go:linkname isPreDeleteHook github.com/argoproj/argo-cd/v3/controller.isPreDeleteHook
func isPreDeleteHook(*unstructured.Unstructured) bool

//go:linkname isPostDeleteHook github.com/argoproj/argo-cd/v3/controller.isPostDeleteHook
func isPostDeleteHook(*unstructured.Unstructured) bool

//go:linkname isHook github.com/argoproj/argo-cd/v3/controller.isHook
func isHook(*unstructured.Unstructured) bool

func (s settings) method() v1alpha1.TrackingMethod {
	if s.TrackingMethod == "" {
		return v1alpha1.TrackingMethodAnnotation
	}
	return v1alpha1.TrackingMethod(s.TrackingMethod)
}

func (s settings) labelKey() string {
	if s.InstanceLabelKey == "" {
		return argocommon.LabelKeyAppInstance
	}
	return s.InstanceLabelKey
}

// As controller/state.go's CompareAppState and gitops-engine's getSyncTasks, for a cluster in which nothing is yet.
func apply(out *answer, one testCase, app *v1alpha1.Application, objects []*unstructured.Unstructured) error {
	tracking := argo.NewResourceTracking()
	namespace := app.Spec.Destination.Namespace
	scopes := newScopes(objects)
	targets, conditions, err := controller.NormalizeTargetObjects(namespace, objects, scopes, func(object *unstructured.Unstructured) error {
		return tracking.SetAppInstance(object, one.Settings.labelKey(), app.InstanceName(one.Settings.Namespace), namespace, one.Settings.method(), one.Settings.InstallationID)
	})
	if err != nil {
		return err
	}
	for _, condition := range conditions {
		out.Repeated = append(out.Repeated, condition.Message)
	}
	sort.Strings(out.Repeated)
	filter, err := one.Settings.filter()
	if err != nil {
		return err
	}
	var kept []*unstructured.Unstructured
	for _, object := range targets {
		kind := object.GroupVersionKind()
		if filter.IsExcludedResource(kind.Group, kind.Kind, app.Spec.Destination.Server) {
			out.Excluded = append(out.Excluded, nameOf(object))
		} else {
			kept = append(kept, object)
		}
	}
	sort.Strings(out.Excluded)
	sort.Slice(kept, func(i, j int) bool { return nameOf(kept[i]) < nameOf(kept[j]) })
	for _, object := range kept {
		out.Targets = append(out.Targets, describe(object))
		if isPreDeleteHook(object) {
			out.Deletion = append(out.Deletion, "PreDelete "+nameOf(object))
		}
		if isPostDeleteHook(object) {
			out.Deletion = append(out.Deletion, "PostDelete "+nameOf(object))
		}
	}
	sort.Strings(out.Deletion)
	out.Tasks = tasks(kept, namespace, scopes)
	return nil
}

func (s settings) filter() (*argosettings.ResourcesFilter, error) {
	filter := &argosettings.ResourcesFilter{}
	return filter, errors.Join(
		yaml.Unmarshal([]byte(s.Exclusions), &filter.ResourceExclusions),
		yaml.Unmarshal([]byte(s.Inclusions), &filter.ResourceInclusions),
	)
}

func describe(object *unstructured.Unstructured) target {
	found := target{Object: object.DeepCopy().Object, Wave: syncwaves.Wave(object), IsHook: isHook(object), DeletePolicies: []string{}}
	if found.IsHook {
		seen := map[common.HookDeletePolicy]bool{}
		for _, policy := range hook.DeletePolicies(object) {
			if !seen[policy] {
				found.DeletePolicies = append(found.DeletePolicies, string(policy))
			}
			seen[policy] = true
		}
	}
	return found
}

func tasks(objects []*unstructured.Unstructured, namespace string, scopes scopes) []string {
	forSync, _, _ := partitionTargetObjsForSync(objects)
	reconciled := sync.Reconcile(forSync, map[kube.ResourceKey]*unstructured.Unstructured{}, namespace, scopes)
	all := []*syncTask{}
	for _, object := range append(reconciled.Target, reconciled.Hooks...) {
		for _, phase := range syncPhases(object) {
			copied := object.DeepCopy()
			if copied.GetNamespace() == "" {
				copied.SetNamespace(namespace)
			}
			all = append(all, &syncTask{phase: phase, targetObj: copied})
		}
	}
	// What the engine leaves to chance.
	sort.SliceStable(all, func(i, j int) bool { return tieOf(all[i]) < tieOf(all[j]) })
	sortTasks(all)
	lines := []string{}
	for _, task := range all {
		wave := syncwaves.Wave(task.targetObj)
		if task.waveOverride != nil {
			wave = *task.waveOverride
		}
		lines = append(lines, fmt.Sprintf("%s %d %s %s", task.phase, wave, task.targetObj.GetKind(), task.targetObj.GetName()))
	}
	return lines
}

func tieOf(task *syncTask) string {
	kind := task.targetObj.GroupVersionKind()
	return fmt.Sprintf("%s %s %s %s", kind.Kind, kind.Group, task.targetObj.GetNamespace(), task.phase)
}

func nameOf(object *unstructured.Unstructured) string {
	key := kube.GetResourceKey(object)
	return key.String()
}

// Which kinds live in namespaces; nothing is known of one that is not here.
type scopes map[schema.GroupKind]bool

func newScopes(objects []*unstructured.Unstructured) scopes {
	known := scopes{}
	for _, kind := range []schema.GroupKind{
		{Kind: "Namespace"}, {Kind: "PersistentVolume"}, {Kind: "Node"},
		{Group: "rbac.authorization.k8s.io", Kind: "ClusterRole"},
		{Group: "rbac.authorization.k8s.io", Kind: "ClusterRoleBinding"},
		{Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition"},
		{Group: "storage.k8s.io", Kind: "StorageClass"},
		{Group: "apiregistration.k8s.io", Kind: "APIService"},
		{Group: "admissionregistration.k8s.io", Kind: "ValidatingWebhookConfiguration"},
	} {
		known[kind] = false
	}
	for _, object := range objects {
		if object == nil || !kube.IsCRD(object) {
			continue
		}
		var crd struct {
			Spec struct {
				Group, Scope string
				Names        struct{ Kind string }
			}
		}
		data, _ := json.Marshal(object.Object)
		_ = json.Unmarshal(data, &crd)
		known[schema.GroupKind{Group: crd.Spec.Group, Kind: crd.Spec.Names.Kind}] = crd.Spec.Scope != "Cluster"
	}
	return known
}

func (s scopes) IsNamespaced(kind schema.GroupKind) (bool, error) {
	namespaced, ok := s[kind]
	if !ok {
		return true, nil
	}
	return namespaced, nil
}
