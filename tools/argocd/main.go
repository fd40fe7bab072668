// Command argocd answers which Applications Argo CD's own ApplicationSet controller makes of each case in a JSON array:
//
//	go run . < cases.json > answers.json
//
// A case has an ApplicationSet, the files of the one repository there is, or a folder that stands for every repository,
// the clusters that Argo CD knows, and what the services would return that generators ask (fixtures). The code is that of the module in go.mod, which has Argo CD's
// own `replace` lines, with `./gitops-engine` replaced by the published module of the same commit.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	"github.com/argoproj/argo-cd/v3/applicationset/controllers/template"
	"github.com/argoproj/argo-cd/v3/applicationset/utils"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	log "github.com/sirupsen/logrus"
	"k8s.io/klog/v2"
)

type testCase struct {
	Name           string            `json:"name"`
	ApplicationSet json.RawMessage   `json:"applicationSet"`
	Files          map[string]string `json:"files"`
	Folder         string            `json:"folder"`
	NewGlobbing    bool              `json:"newGitFileGlobbing"`
	Clusters       []cluster         `json:"clusters"`
	Fixtures       fixtures          `json:"fixtures"`
}

type answer struct {
	Name         string `json:"name"`
	Applications []any  `json:"applications"`
	Error        string `json:"error,omitempty"`
}

func main() {
	log.SetOutput(io.Discard)
	klog.SetOutput(io.Discard)
	klog.LogToStderr(false)
	var cases []testCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		fail(err)
	}
	repositories := newRepositories()
	defer repositories.remove()
	lines := make([]string, 0, len(cases))
	for _, one := range cases {
		lines = append(lines, line(generate(one, repositories)))
	}
	fmt.Printf("[\n%s\n]\n", strings.Join(lines, ",\n"))
}

// Each answer on a line of its own.
func line(one answer) string {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(one); err != nil {
		fail(err)
	}
	return strings.TrimSuffix(out.String(), "\n")
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// A panic is what the controller would log and try again for ever.
func generate(one testCase, repositories *repositories) (out answer) {
	out = answer{Name: one.Name, Applications: []any{}}
	defer func() {
		if problem := recover(); problem != nil {
			out.Error = fmt.Sprint("panic: ", problem)
		}
	}()
	var set v1alpha1.ApplicationSet
	if err := json.Unmarshal(stored(one.ApplicationSet), &set); err != nil {
		out.Error = "decode: " + err.Error()
		return out
	}
	cluster := newArgoCD(one)
	defer cluster.close()
	generators := cluster.generators(repositories.of(one))
	entry := log.NewEntry(log.StandardLogger())
	applications, _, err := template.GenerateApplications(entry, set, generators, &utils.Render{}, cluster)
	if err != nil {
		out.Error = err.Error()
	}
	for _, application := range applications {
		out.Applications = append(out.Applications, plain(application))
	}
	sortByText(out.Applications)
	return out
}

// As the API server would give it back: with sorted keys.
func stored(object json.RawMessage) []byte {
	var value any
	if err := json.Unmarshal(object, &value); err != nil {
		fail(err)
	}
	data, err := json.Marshal(value)
	if err != nil {
		fail(err)
	}
	return data
}

func plain(application v1alpha1.Application) any {
	data, err := json.Marshal(application)
	if err != nil {
		panic(err)
	}
	var object map[string]any
	if err := json.Unmarshal(data, &object); err != nil {
		panic(err)
	}
	delete(object, "status")
	return object
}

// The order of the clusters and merge generators is random.
func sortByText(applications []any) {
	text := func(application any) string {
		data, _ := json.Marshal(application)
		name := application.(map[string]any)["metadata"].(map[string]any)["name"]
		return strings.Join([]string{fmt.Sprint(name), string(data)}, " ")
	}
	sort.SliceStable(applications, func(i, j int) bool { return text(applications[i]) < text(applications[j]) })
}
