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
		document, err := next(decoder)
		if errors.Is(err, io.EOF) {
			return result
		}
		if err != nil {
			result.Error = err.Error()
			return result
		}
		if len(result.Documents) == 0 {
			// The first document is the one that sigs.k8s.io/yaml itself reads.
			if document, err = yaml.YAMLToJSON([]byte(text)); err != nil {
				result.Error = err.Error()
				return result
			}
		}
		result.Documents = append(result.Documents, document)
	}
}

// next reads one more document. sigs.k8s.io/yaml reads only a text's first, so a later one is printed and read again.
func next(decoder *goyaml.Decoder) (json.RawMessage, error) {
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	printed, err := goyaml.Marshal(value)
	if err != nil {
		return nil, err
	}
	return yaml.YAMLToJSON(printed)
}
