// What Kustomize makes of URLs: a JSON list of texts on stdin, their answers on stdout in the same order.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"

	"sigs.k8s.io/kustomize/api/internal/git"
)

type answer struct {
	Fault   string  `json:"fault,omitempty"`
	RepoURL string  `json:"repoURL,omitempty"`
	Path    *string `json:"path,omitempty"`
	Ref     *string `json:"ref,omitempty"`
}

func main() {
	log.SetOutput(io.Discard)
	var urls []string
	if err := json.NewDecoder(os.Stdin).Decode(&urls); err != nil {
		panic(err)
	}
	answers := make([]answer, len(urls))
	for i, url := range urls {
		spec, err := git.NewRepoSpecFromURL(url)
		if err != nil {
			answers[i] = answer{Fault: err.Error()}
			continue
		}
		answers[i] = answer{RepoURL: spec.CloneSpec(), Path: &spec.KustRootPath, Ref: &spec.Ref}
	}
	// One line for each, so that a difference is seen.
	writer := bufio.NewWriter(os.Stdout)
	defer writer.Flush()
	for i, each := range answers {
		text, err := json.Marshal(each)
		if err != nil {
			panic(err)
		}
		separator, end := ",", ""
		if i == 0 {
			separator = "["
		}
		if i == len(answers)-1 {
			end = "\n]\n"
		}
		fmt.Fprintf(writer, "%s\n %s%s", separator, text, end)
	}
}
