// Gobench times Helm's own engine in this process: it loads a chart once and renders it for each leaf, one after the
// other, as `plimsoll` does.
//
//	go run . <chart folder> < leaves.json
//
// The leaves are a list of {"name": release and namespace, "values": path of a values file}. It prints JSON:
// milliseconds on the wall and of the processor for all leaves, of the wall's those for reading the values, and the
// characters rendered. Reading the values and rendering are in it; splitting the output into documents, and whatever else `helm template` does, are not.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"syscall"
	"time"

	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/engine"
)

type leaf struct {
	Name   string `json:"name"`
	Values string `json:"values"`
}

type result struct {
	Leaves     int     `json:"leaves"`
	WallMs     float64 `json:"wallMs"`
	CPUMs      float64 `json:"cpuMs"`
	ValuesMs   float64 `json:"valuesMs"`
	Characters int     `json:"characters"`
}

func main() {
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("usage: gobench <chart folder> < leaves.json")
	}
	var leaves []leaf
	if err := json.NewDecoder(os.Stdin).Decode(&leaves); err != nil {
		return err
	}
	start, processor := time.Now(), cpu()
	loaded, err := loader.Load(os.Args[1])
	if err != nil {
		return err
	}
	characters := 0
	var reading time.Duration
	for _, each := range leaves {
		begun := time.Now()
		values, err := common.ReadValuesFile(each.Values)
		reading += time.Since(begun)
		if err != nil {
			return fmt.Errorf("%s: %w", each.Values, err)
		}
		rendered, err := render(loaded, each.Name, values)
		if err != nil {
			return fmt.Errorf("%s: %w", each.Values, err)
		}
		characters += rendered
	}
	return json.NewEncoder(os.Stdout).Encode(result{
		Leaves:     len(leaves),
		WallMs:     milliseconds(time.Since(start)),
		CPUMs:      milliseconds(cpu() - processor),
		ValuesMs:   milliseconds(reading),
		Characters: characters,
	})
}

// render answers how many characters the templates printed.
func render(loaded *chart.Chart, name string, values map[string]any) (int, error) {
	options := common.ReleaseOptions{Name: name, Namespace: name, Revision: 1, IsInstall: true}
	scope, err := util.ToRenderValues(loaded, values, options, common.DefaultCapabilities)
	if err != nil {
		return 0, err
	}
	files, err := engine.Render(loaded, scope)
	if err != nil {
		return 0, err
	}
	characters := 0
	for _, text := range files {
		characters += len(text)
	}
	return characters, nil
}

func milliseconds(duration time.Duration) float64 {
	return float64(duration.Microseconds()) / 1000
}

// cpu is the processor time of this process, its garbage collector's threads with it.
func cpu() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
