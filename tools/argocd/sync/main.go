// Command sync answers what Argo CD would apply of each Application in a JSON array, and in which order:
//
//	go run ./sync < cases.json > answers.json
//
// A case has an Application, the files of repositories below https://git.example.com/, and settings of Argo CD. The repo
// server's own code renders them (with HELM, default: helm on the PATH), the controller's own code makes of that what is
// applied, and gitops-engine's own code puts it in order.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"syscall"

	log "github.com/sirupsen/logrus"
	"k8s.io/klog/v2"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
)

type testCase struct {
	Name         string                       `json:"name"`
	Application  json.RawMessage              `json:"application"`
	Repositories map[string]map[string]string `json:"repositories"`
	Settings     settings                     `json:"settings"`
}

type settings struct {
	Namespace        string `json:"namespace"`
	TrackingMethod   string `json:"trackingMethod"`
	InstanceLabelKey string `json:"instanceLabelKey"`
	InstallationID   string `json:"installationId"`
	Exclusions       string `json:"exclusions"`
	Inclusions       string `json:"inclusions"`
}

type answer struct {
	Name string `json:"name"`
	// What the controller wants to be there, sorted.
	Targets []target `json:"targets"`
	// Each resource in each phase, in the order of a sync.
	Tasks []string `json:"tasks"`
	// Hooks of the Application's deletion.
	Deletion []string `json:"deletion"`
	Repeated []string `json:"repeated"`
	Excluded []string `json:"excluded"`
	Error    string   `json:"error,omitempty"`
}

type target struct {
	Object         map[string]any `json:"object"`
	Wave           int            `json:"wave"`
	IsHook         bool           `json:"isHook"`
	DeletePolicies []string       `json:"deletePolicies"`
}

// What Argo CD's loggers print goes nowhere.
var complaints = os.Stderr

func silence() {
	if copied, err := syscall.Dup(2); err == nil {
		complaints = os.NewFile(uintptr(copied), "stderr")
	}
	if nowhere, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0); err == nil {
		_ = syscall.Dup3(int(nowhere.Fd()), 2, 0)
	}
	log.SetOutput(io.Discard)
	klog.SetOutput(io.Discard)
	klog.LogToStderr(false)
}

func main() {
	silence()
	var cases []testCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		fail(err)
	}
	server := newRepoServer()
	defer server.remove()
	lines := make([]string, 0, len(cases))
	for index, one := range cases {
		lines = append(lines, line(server.answer(index, one)))
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
	fmt.Fprintln(complaints, err)
	os.Exit(1)
}

func (s *repoServer) answer(index int, one testCase) (out answer) {
	out = answer{Name: one.Name, Targets: []target{}, Tasks: []string{}, Deletion: []string{}, Repeated: []string{}, Excluded: []string{}}
	defer func() {
		if problem := recover(); problem != nil {
			out.Error = fmt.Sprint("panic: ", problem)
		}
	}()
	var app v1alpha1.Application
	if err := json.Unmarshal(one.Application, &app); err != nil {
		out.Error = "decode: " + err.Error()
		return out
	}
	objects, names, err := s.render(index, one, &app)
	if err == nil {
		err = apply(&out, one, &app, objects)
	}
	if err != nil {
		out.Error = s.lasting(names.Replace(err.Error()))
	}
	for at := range out.Targets {
		out.Targets[at].Object = replaced(out.Targets[at].Object, names).(map[string]any)
	}
	return out
}

var (
	random  = regexp.MustCompile(`/?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	command = regexp.MustCompile("(?s)^.*` failed exit status 1: ")
)

// What is the same in every run: no names of temporary files, and of helm's command only what it says.
func (s *repoServer) lasting(message string) string {
	message = command.ReplaceAllString(message, "")
	message = random.ReplaceAllString(message, "")
	return strings.ReplaceAll(strings.ReplaceAll(message, s.top, ""), os.TempDir(), "")
}

func replaced(value any, names *strings.Replacer) any {
	switch found := value.(type) {
	case string:
		return names.Replace(found)
	case map[string]any:
		for key, inner := range found {
			found[key] = replaced(inner, names)
		}
	case []any:
		for at, inner := range found {
			found[at] = replaced(inner, names)
		}
	}
	return value
}
