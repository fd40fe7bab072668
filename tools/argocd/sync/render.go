package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"time"
	_ "unsafe" // for go:linkname

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/reposerver/apiclient"
	"github.com/argoproj/argo-cd/v3/reposerver/cache"
	"github.com/argoproj/argo-cd/v3/reposerver/metrics"
	"github.com/argoproj/argo-cd/v3/reposerver/repository"
	"github.com/argoproj/argo-cd/v3/util/argo"
	cacheutil "github.com/argoproj/argo-cd/v3/util/cache"
	"github.com/argoproj/argo-cd/v3/util/git"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// Where the cases' repositories seem to be.
const host = "https://git.example.com/"

// What the command's own configuration says; Argo CD would ask the cluster.
const kubeVersion = "1.34.0"

type repoServer struct {
	top     string
	service *repository.Service
}

func newRepoServer() *repoServer {
	top, err := os.MkdirTemp("", "sync")
	if err != nil {
		fail(err)
	}
	usePrograms(top)
	memory := cacheutil.NewCache(cacheutil.NewInMemoryCache(time.Hour))
	service := repository.NewService(metrics.NewMetricsServer(), cache.NewCache(memory, time.Minute, time.Minute, time.Second), repository.RepoServerInitConstants{
		MaxCombinedDirectoryManifestsSize: resource.MustParse("10M"),
	}, git.NoopCredsStore{}, filepath.Join(top, "checkouts"))
	return &repoServer{top, service}
}

func (s *repoServer) remove() { _ = os.RemoveAll(s.top) }

// Argo CD runs what is called helm, and a script of its own to look at signatures, which are no matter here.
func usePrograms(top string) {
	folder := filepath.Join(top, "bin")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		fail(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "git-verify-wrapper.sh"), []byte("#!/bin/sh\n"), 0o755); err != nil {
		fail(err)
	}
	if helm := os.Getenv("HELM"); helm != "" {
		if err := os.Symlink(helm, filepath.Join(folder, "helm")); err != nil {
			fail(err)
		}
	}
	_ = os.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
}

//go:linkname validateSourcePermissions github.com/argoproj/argo-cd/v3/util/argo.validateSourcePermissions
func validateSourcePermissions(v1alpha1.ApplicationSource, bool) []v1alpha1.ApplicationCondition

// As controller/state.go's GetRepoObjs asks the repo server. Of a hydrated Application what is hydrated.
func (s *repoServer) render(index int, one testCase, app *v1alpha1.Application) ([]*unstructured.Unstructured, *strings.Replacer, error) {
	names := s.write(index, one)
	sources := app.Spec.GetSources()
	if app.Spec.SourceHydrator != nil {
		sources = v1alpha1.ApplicationSources{app.Spec.SourceHydrator.GetDrySource()}
	}
	many := app.Spec.HasMultipleSources()
	for at := range sources {
		if conditions := validateSourcePermissions(sources[at], many); len(conditions) > 0 {
			return nil, names, fmt.Errorf("%s", conditions[0].Message)
		}
		sources[at].RepoURL = s.local(index, sources[at].RepoURL)
	}
	refs, err := argo.GetRefSources(context.Background(), sources, app.Spec.Project, getRepository, nil)
	if err != nil {
		return nil, names, err
	}
	var objects []*unstructured.Unstructured
	for at := range sources {
		source := sources[at]
		response, err := s.service.GenerateManifest(context.Background(), &apiclient.ManifestRequest{
			Repo:               &v1alpha1.Repository{Repo: source.RepoURL},
			Revision:           source.TargetRevision,
			AppLabelKey:        one.Settings.labelKey(),
			AppName:            app.InstanceName(one.Settings.Namespace),
			Namespace:          app.Spec.Destination.Namespace,
			ApplicationSource:  &source,
			KustomizeOptions:   &v1alpha1.KustomizeOptions{},
			KubeVersion:        kubeVersion,
			TrackingMethod:     string(one.Settings.method()),
			HelmOptions:        &v1alpha1.HelmOptions{ValuesFileSchemes: []string{"https", "http"}},
			HasMultipleSources: many,
			RefSources:         refs,
			ProjectName:        app.Spec.GetProject(),
			ProjectSourceRepos: []string{"*"},
			InstallationID:     one.Settings.InstallationID,
		})
		if err != nil {
			return nil, names, err
		}
		for _, manifest := range response.Manifests {
			object, err := v1alpha1.UnmarshalToUnstructured(manifest)
			if err != nil {
				return nil, names, err
			}
			objects = append(objects, object)
		}
	}
	return objects, names, nil
}

func getRepository(_ context.Context, url string, _ string) (*v1alpha1.Repository, error) {
	return &v1alpha1.Repository{Repo: url}, nil
}

func (s *repoServer) folder(index int, url string) string {
	return filepath.Join(s.top, fmt.Sprint(index), strings.TrimPrefix(url, host))
}

func (s *repoServer) local(index int, url string) string {
	if !strings.HasPrefix(url, host) {
		return url
	}
	return "file://" + s.folder(index, url)
}

// Makes git repositories of the case's files. What is found of them in answers is replaced by what does not change from
// run to run: folders by URLs, commits by zeros.
func (s *repoServer) write(index int, one testCase) *strings.Replacer {
	var pairs []string
	urls := make([]string, 0, len(one.Repositories))
	for url := range one.Repositories {
		urls = append(urls, url)
	}
	sort.Sort(sort.Reverse(sort.StringSlice(urls)))
	for _, url := range urls {
		folder := s.folder(index, url)
		for path, text := range one.Repositories[url] {
			file := filepath.Join(folder, path)
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				fail(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				fail(err)
			}
		}
		runGit(folder, "init", "--quiet", "--initial-branch", "main")
		runGit(folder, "add", "--all", "--force")
		runGit(folder, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "--allow-empty", "--message", "x")
		commit := strings.TrimSpace(runGit(folder, "rev-parse", "HEAD"))
		pairs = append(pairs, "file://"+folder, url, folder, url)
		for _, length := range []int{40, 8, 7} {
			pairs = append(pairs, commit[:length], strings.Repeat("0", length))
		}
	}
	return strings.NewReplacer(pairs...)
}

func runGit(folder string, arguments ...string) string {
	command := exec.Command("git", arguments...)
	command.Dir = folder
	output, err := command.CombinedOutput()
	if err != nil {
		fail(fmt.Errorf("git %v: %w: %s", arguments, err, output))
	}
	return string(output)
}
