// Command goyaml answers what sigs.k8s.io/yaml, the YAML reader of Helm and Argo CD, makes of each text in a JSON
// array of strings:
//
//	go run . < ../../test/conformance/yaml/cases.json > ../../test/conformance/yaml/answers.json
//
// An answer holds the documents as JSON, up to the first that fails, and the error of that one.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	goyaml "go.yaml.in/yaml/v2"
	"sigs.k8s.io/yaml"
)

type answer struct {
	YAML      string            `json:"yaml"`
	Documents []json.RawMessage `json:"documents"`
	Error     string            `json:"error,omitempty"`
}

func main() {
	var cases []string
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		fmt.Fprintln(os.Stderr, "goyaml: stdin is not a JSON array of strings:", err)
		os.Exit(2)
	}
	if err := print(os.Stdout, cases); err != nil {
		fmt.Fprintln(os.Stderr, "goyaml:", err)
		os.Exit(3)
	}
}

// print writes one answer a line, so that a change of one shows as one line.
func print(to io.Writer, cases []string) error {
	out := bufio.NewWriter(to)
	lead := "[\n"
	for _, text := range cases {
		line, err := json.Marshal(read(text))
		if err != nil {
			return err
		}
		out.WriteString(lead)
		out.Write(line)
		lead = ",\n"
	}
	out.WriteString("\n]\n")
	return out.Flush()
}

func read(text string) answer {
	result := answer{YAML: text, Documents: []json.RawMessage{}}
	decoder := goyaml.NewDecoder(bytes.NewReader([]byte(text)))
	for {
		var value any
		err := decoder.Decode(&value)
		if errors.Is(err, io.EOF) {
			return result
		}
		document, err := toJSON(text, value, len(result.Documents) == 0, err)
		if err != nil {
			result.Error = err.Error()
			return result
		}
		result.Documents = append(result.Documents, document)
	}
}

// toJSON is sigs.k8s.io/yaml's own conversion for a text's first document, the only one that it reads, and the like of
// it for a later one.
func toJSON(text string, value any, first bool, err error) (json.RawMessage, error) {
	if err != nil {
		return nil, err
	}
	if first {
		return yaml.YAMLToJSON([]byte(text))
	}
	named, err := stringKeys(value)
	if err != nil {
		return nil, err
	}
	return json.Marshal(named)
}

// stringKeys names keys as sigs.k8s.io/yaml's convertToJSONableObject does.
func stringKeys(value any) (any, error) {
	switch typed := value.(type) {
	case map[any]any:
		named := make(map[string]any, len(typed))
		for key, item := range typed {
			name, err := keyName(key)
			if err != nil {
				return nil, err
			}
			if named[name], err = stringKeys(item); err != nil {
				return nil, err
			}
		}
		return named, nil
	case []any:
		for index, item := range typed {
			var err error
			if typed[index], err = stringKeys(item); err != nil {
				return nil, err
			}
		}
	}
	return value, nil
}

func keyName(key any) (string, error) {
	switch typed := key.(type) {
	case string:
		return typed, nil
	case int, bool:
		return fmt.Sprint(typed), nil
	case float64:
		return strconv.FormatFloat(typed, 'g', -1, 32), nil
	}
	return "", fmt.Errorf("unsupported map key: %v", key)
}
