// Command projects answers what Argo CD says of AppProjects: of each whether its API takes it (`ValidateProject`), and of
// Applications whether their project permits them (`ValidatePermissions`, `IsAppNamespacePermitted`,
// `IsGroupKindNamePermitted`):
//
//	go run ./projects < cases.json > answers.json
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	log "github.com/sirupsen/logrus"
	"google.golang.org/grpc/status"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/argo"
	"github.com/argoproj/argo-cd/v3/util/db"
)

const namespace = "argocd"

type cluster struct {
	Name    string `json:"name"`
	Server  string `json:"server"`
	Project string `json:"project"`
}

type testCase struct {
	Name        string                `json:"name"`
	Project     json.RawMessage       `json:"project"`
	Application *v1alpha1.Application `json:"application"`
	Clusters    []cluster             `json:"clusters"`
	Kind        *kind                 `json:"kind"`
}

type kind struct {
	Group      string `json:"group"`
	Kind       string `json:"kind"`
	Name       string `json:"name"`
	Namespaced bool   `json:"namespaced"`
}

type answer struct {
	Name string `json:"name"`
	// What is wrong with it; none: it is taken.
	Refusals []string `json:"refusals"`
}

func main() {
	log.SetOutput(io.Discard)
	var cases []testCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		fail(err)
	}
	lines := make([]string, 0, len(cases))
	for _, one := range cases {
		data, err := json.Marshal(answerTo(one))
		if err != nil {
			fail(err)
		}
		lines = append(lines, string(data))
	}
	fmt.Printf("[\n%s\n]\n", strings.Join(lines, ",\n"))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func answerTo(one testCase) answer {
	out := answer{Name: one.Name, Refusals: []string{}}
	refuse := func(message string) { out.Refusals = append(out.Refusals, message) }
	var project v1alpha1.AppProject
	if err := json.Unmarshal(one.Project, &project); err != nil {
		fail(fmt.Errorf("%s: %w", one.Name, err))
	}
	switch {
	case one.Kind != nil:
		of := schema.GroupKind{Group: one.Kind.Group, Kind: one.Kind.Kind}
		if !project.IsGroupKindNamePermitted(of, one.Kind.Name, one.Kind.Namespaced) {
			refuse("kind")
		}
	case one.Application != nil:
		if !project.IsAppNamespacePermitted(one.Application, namespace) {
			refuse("namespace")
		}
		conditions, err := argo.ValidatePermissions(context.Background(), &one.Application.Spec, &project, &clusters{known: one.Clusters})
		if err != nil {
			fail(fmt.Errorf("%s: %w", one.Name, err))
		}
		for _, condition := range conditions {
			refuse(condition.Message)
		}
	default:
		if err := project.ValidateProject(); err != nil {
			refuse(status.Convert(err).Message())
		}
	}
	return out
}

// The clusters that Argo CD knows; of its database nothing else is asked.
type clusters struct {
	db.ArgoDB
	known []cluster
}

func (c *clusters) GetCluster(_ context.Context, server string) (*v1alpha1.Cluster, error) {
	for _, one := range c.known {
		if one.Server == server {
			return one.asArgo(), nil
		}
	}
	return nil, status.Error(5, "cluster "+server+" not found")
}

func (c *clusters) GetClusterServersByName(_ context.Context, name string) ([]string, error) {
	var servers []string
	for _, one := range c.known {
		if one.Name == name {
			servers = append(servers, one.Server)
		}
	}
	return servers, nil
}

func (c *clusters) GetProjectClusters(_ context.Context, project string) ([]*v1alpha1.Cluster, error) {
	var owned []*v1alpha1.Cluster
	for _, one := range c.known {
		if one.Project == project {
			owned = append(owned, one.asArgo())
		}
	}
	return owned, nil
}

func (c cluster) asArgo() *v1alpha1.Cluster {
	return &v1alpha1.Cluster{Name: c.Name, Server: c.Server, Project: c.Project}
}
