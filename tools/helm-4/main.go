// Helm-4 runs Helm's own commands in this process, one after the other: a process for each would cost more than most of
// them do. Each line of standard input is {"dir": the folder to run in, "args": what follows `helm`}; each line of
// standard output is {"stdout": ..., "error": what stands behind `Error: `}.
//
//	go run . < requests.jsonl > answers.jsonl
//
// The module has no other dependency, so that Helm is built with the libraries of its release. It builds Helm as well:
// go build helm.sh/helm/v4/cmd/helm
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"

	"helm.sh/helm/v4/pkg/cmd"
)

const longestLine = 1 << 28

type request struct {
	Dir  string   `json:"dir"`
	Args []string `json:"args"`
}

type answer struct {
	Stdout string  `json:"stdout"`
	Error  *string `json:"error,omitempty"`
}

func main() {
	log.SetOutput(io.Discard)
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(input io.Reader, output io.Writer) error {
	lines := bufio.NewScanner(input)
	lines.Buffer(nil, longestLine)
	answers := json.NewEncoder(output)
	answers.SetEscapeHTML(false)
	for lines.Scan() {
		var each request
		if err := json.Unmarshal(lines.Bytes(), &each); err != nil {
			return err
		}
		if err := os.Chdir(each.Dir); err != nil {
			return err
		}
		if err := answers.Encode(run(each.Args)); err != nil {
			return err
		}
	}
	return lines.Err()
}

func run(args []string) (result answer) {
	var stdout bytes.Buffer
	defer func() {
		if reason := recover(); reason != nil {
			result = failure(fmt.Sprint("panic: ", reason), &stdout)
		}
	}()
	helm, err := cmd.NewRootCmd(&stdout, args, quiet)
	if err == nil {
		helm.SetErr(io.Discard)
		helm.SetArgs(args)
		err = helm.Execute()
	}
	if err != nil {
		return failure(err.Error(), &stdout)
	}
	return answer{Stdout: stdout.String()}
}

func failure(reason string, stdout *bytes.Buffer) answer {
	return answer{Stdout: stdout.String(), Error: &reason}
}

func quiet(bool) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
}
