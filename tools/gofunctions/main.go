// Gofunctions asks Helm itself: it renders each case of a table through Helm's engine and writes down what came out.
//
//	go run . < ../../test/conformance/functions/cases.json > ../../test/conformance/functions/answers.json
//
// The table is a map from a function's name to its cases; a case is a template, or a template and its values:
//
//	{"trunc": ["{{ trunc 3 \"abcdef\" }}", ["{{ .Values.a | trunc 3 }}", {"a": "abcdef"}]]}
//
// The answers have the same shape: {"output": "abc"} or {"error": "..."}.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"syscall"

	"helm.sh/helm/v4/pkg/chart/common"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/engine"
)

const helpers = `{{ define "echo" }}<{{ . }}>{{ end }}{{ define "join" }}{{ .a }}-{{ .b }}{{ end }}` +
	`{{ define "yaml" }}{{ "a: 1\nb: two" }}{{ end }}{{ define "loop" }}{{ include "loop" . }}{{ end }}`

type answer struct {
	Output *string `json:"output,omitempty"`
	Error  string  `json:"error,omitempty"`
}

func main() {
	inUTC()
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err := run(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// inUTC starts the program anew in UTC: libraries read the zone before main, and the answers must not depend on it.
func inUTC() {
	if os.Getenv("TZ") == "UTC" {
		return
	}
	program, err := os.Executable()
	if err == nil {
		err = os.Setenv("TZ", "UTC")
	}
	if err == nil {
		err = syscall.Exec(program, os.Args, os.Environ())
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func run(input io.Reader) error {
	text, err := io.ReadAll(input)
	if err != nil {
		return err
	}
	var table map[string][]json.RawMessage
	if err := json.Unmarshal(text, &table); err != nil {
		return err
	}
	answers := make(map[string][]answer, len(table))
	for name, cases := range table {
		for _, each := range cases {
			template, values, err := parse(each)
			if err != nil {
				return fmt.Errorf("%s: %s: %w", name, each, err)
			}
			answers[name] = append(answers[name], render(template, values))
		}
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(answers)
}

// parse reads a case: a template alone or with its values.
func parse(raw json.RawMessage) (string, map[string]any, error) {
	var template string
	if json.Unmarshal(raw, &template) == nil {
		return template, map[string]any{}, nil
	}
	var pair []json.RawMessage
	if err := json.Unmarshal(raw, &pair); err != nil {
		return "", nil, err
	}
	values := map[string]any{}
	if err := json.Unmarshal(pair[0], &template); err != nil {
		return "", nil, err
	}
	return template, values, json.Unmarshal(pair[1], &values)
}

func render(template string, values map[string]any) (result answer) {
	c := &chart.Chart{
		Metadata: &chart.Metadata{Name: "c", Version: "1.0.0", APIVersion: "v2"},
		Templates: []*common.File{
			{Name: "templates/_helpers", Data: []byte(helpers)},
			{Name: "templates/t", Data: []byte(template)},
		},
	}
	rendered, err := engine.Engine{}.Render(c, common.Values{"Values": common.Values(values)})
	if err != nil {
		return answer{Error: err.Error()}
	}
	output := rendered["c/templates/t"]
	return answer{Output: &output}
}
