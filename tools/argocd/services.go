package main

import (
	"context"
	"reflect"
	"strings"
	"unsafe"

	"github.com/argoproj/argo-cd/v3/applicationset/generators"
	pullrequest "github.com/argoproj/argo-cd/v3/applicationset/services/pull_request"
	"github.com/argoproj/argo-cd/v3/applicationset/services/scm_provider"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/settings"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	dynamicfake "k8s.io/client-go/dynamic/fake"
	kubefake "k8s.io/client-go/kubernetes/fake"
	kubetesting "k8s.io/client-go/testing"
)

// As `fixtures` of plimsoll.yaml.
type fixtures struct {
	SCMProvider             map[string][]scmRepository  `json:"scmProvider"`
	PullRequest             map[string][]pullRequest    `json:"pullRequest"`
	ClusterDecisionResource map[string]decisions        `json:"clusterDecisionResource"`
	Plugin                  map[string][]map[string]any `json:"plugin"`
}

type scmRepository struct {
	Organization string   `json:"organization"`
	Repository   string   `json:"repository"`
	RepositoryID any      `json:"repositoryId"`
	URL          string   `json:"url"`
	Branch       string   `json:"branch"`
	SHA          string   `json:"sha"`
	Labels       []string `json:"labels"`
	Paths        []string `json:"paths"`
}

type pullRequest struct {
	Number       int64    `json:"number"`
	Title        string   `json:"title"`
	Branch       string   `json:"branch"`
	TargetBranch string   `json:"targetBranch"`
	HeadSHA      string   `json:"headSha"`
	Labels       []string `json:"labels"`
	Author       string   `json:"author"`
}

type decisions struct {
	MatchKey  string `json:"matchKey"`
	Resources []struct {
		Name      string            `json:"name"`
		Labels    map[string]string `json:"labels"`
		Decisions []any             `json:"decisions"`
	} `json:"resources"`
}

func (c *argoCD) generators(repository *repository) map[string]generators.Generator {
	terminal := map[string]generators.Generator{
		"List":                    generators.NewListGenerator(),
		"Clusters":                generators.NewClusterGenerator(c, namespace),
		"Git":                     generators.NewGitGenerator(repository, namespace),
		"SCMProvider":             generators.NewTestSCMProviderGenerator(scmService{c.one.Fixtures}),
		"ClusterDecisionResource": c.decisionGenerator(),
		"PullRequest":             pullRequestGenerator(c),
		"Plugin":                  generators.NewPluginGenerator(c, namespace),
	}
	nested := with(terminal, terminal)
	return with(terminal, nested)
}

func with(terminal, inner map[string]generators.Generator) map[string]generators.Generator {
	all := map[string]generators.Generator{
		"Matrix": generators.NewMatrixGenerator(inner),
		"Merge":  generators.NewMergeGenerator(inner),
	}
	for name, generator := range terminal {
		all[name] = generator
	}
	return all
}

// All the repositories there are, of whatever organization; a case has those of one.
type scmService struct{ fixtures fixtures }

func (s scmService) ListRepos(context.Context, string) ([]*scm_provider.Repository, error) {
	var repositories []*scm_provider.Repository
	for owner, known := range s.fixtures.SCMProvider {
		for _, one := range known {
			organization := one.Organization
			if organization == "" {
				organization = owner
			}
			if one.Branch == "" {
				one.Branch = "main"
			}
			repositories = append(repositories, &scm_provider.Repository{
				Organization: organization, Repository: one.Repository, URL: one.URL, Branch: one.Branch,
				SHA: one.SHA, Labels: one.Labels, RepositoryId: one.RepositoryID,
			})
		}
	}
	return repositories, nil
}

func (s scmService) RepoHasPath(_ context.Context, repository *scm_provider.Repository, path string) (bool, error) {
	for _, known := range s.fixtures.SCMProvider {
		for _, one := range known {
			if one.Repository != repository.Repository {
				continue
			}
			for _, candidate := range one.Paths {
				if candidate == path || strings.HasPrefix(candidate, path+"/") {
					return true, nil
				}
			}
		}
	}
	return false, nil
}

func (s scmService) GetBranches(_ context.Context, repository *scm_provider.Repository) ([]*scm_provider.Repository, error) {
	return []*scm_provider.Repository{repository}, nil
}

type pullRequestService struct{ known []pullRequest }

func (s pullRequestService) List(context.Context) ([]*pullrequest.PullRequest, error) {
	var all []*pullrequest.PullRequest
	for _, one := range s.known {
		all = append(all, &pullrequest.PullRequest{
			Number: one.Number, Title: one.Title, Branch: one.Branch, TargetBranch: one.TargetBranch,
			HeadSHA: one.HeadSHA, Labels: one.Labels, Author: one.Author,
		})
	}
	return all, nil
}

type selectService = func(context.Context, *v1alpha1.PullRequestGenerator, *v1alpha1.ApplicationSet) (pullrequest.PullRequestService, error)

// The generator's tests set its unexported hook; there is no other way in.
func pullRequestGenerator(c *argoCD) generators.Generator {
	generator := generators.NewPullRequestGenerator(c, generators.SCMConfig{})
	hook := reflect.ValueOf(generator).Elem().FieldByName("selectServiceProviderFunc")
	var choose selectService = func(_ context.Context, config *v1alpha1.PullRequestGenerator, set *v1alpha1.ApplicationSet) (pullrequest.PullRequestService, error) {
		if config.Github != nil {
			if known, ok := c.one.Fixtures.PullRequest[config.Github.Owner+"/"+config.Github.Repo]; ok {
				return pullRequestService{known}, nil
			}
		}
		return pullRequestService{c.one.Fixtures.PullRequest[set.Name]}, nil
	}
	reflect.NewAt(hook.Type(), unsafe.Pointer(hook.UnsafeAddr())).Elem().Set(reflect.ValueOf(choose))
	return generator
}

// Each fixture is a kind of its own: Kind<name>.
func (c *argoCD) decisionGenerator() generators.Generator {
	kinds := map[schema.GroupVersionResource]string{}
	var maps, resources []runtime.Object
	for name, known := range c.one.Fixtures.ClusterDecisionResource {
		kind := "Kind" + name
		kinds[schema.GroupVersionResource{Group: "example.com", Version: "v1", Resource: kind}] = kind + "List"
		maps = append(maps, &corev1.ConfigMap{
			ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: namespace},
			Data:       map[string]string{"apiVersion": "example.com/v1", "kind": kind, "statusListKey": "decisions", "matchKey": known.MatchKey},
		})
		for _, one := range known.Resources {
			object := &unstructured.Unstructured{Object: map[string]any{"status": map[string]any{"decisions": one.Decisions}}}
			object.SetAPIVersion("example.com/v1")
			object.SetKind(kind)
			object.SetName(one.Name)
			object.SetNamespace(namespace)
			object.SetLabels(one.Labels)
			resources = append(resources, object)
		}
	}
	clientset := kubefake.NewClientset(maps...)
	informer, err := settings.NewClusterInformer(clientset, namespace)
	if err != nil {
		panic(err)
	}
	for _, one := range c.one.Clusters {
		_ = informer.GetIndexer().Add(&v1alpha1.Cluster{
			Name: one.Name, Server: one.Server, ObjectMeta: metav1.ObjectMeta{Name: one.Name},
		})
	}
	return generators.NewDuckTypeGenerator(context.Background(), dynamicClient(kinds, resources), clientset, namespace, informer)
}

// The fake looks at label selectors only; field selectors name one resource.
func dynamicClient(kinds map[schema.GroupVersionResource]string, resources []runtime.Object) *dynamicfake.FakeDynamicClient {
	made := dynamicfake.NewSimpleDynamicClientWithCustomListKinds(runtime.NewScheme(), kinds)
	made.PrependReactor("list", "*", func(action kubetesting.Action) (bool, runtime.Object, error) {
		wanted := action.(kubetesting.ListActionImpl).GetListRestrictions()
		list := &unstructured.UnstructuredList{}
		list.SetAPIVersion("example.com/v1")
		list.SetKind(action.GetResource().Resource + "List")
		for _, resource := range resources {
			object := resource.(*unstructured.Unstructured)
			named, byName := wanted.Fields.RequiresExactMatch("metadata.name")
			isKind := object.GetKind() == action.GetResource().Resource
			if isKind && (!byName || named == object.GetName()) {
				list.Items = append(list.Items, *object)
			}
		}
		return true, list, nil
	})
	return made
}
