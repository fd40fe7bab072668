package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/bmatcuk/doublestar/v4"
)

// The one repository that Argo CD can reach.
const repoURL = "https://git.example.com/fleet.git"

// Git repositories for the cases, one for each set of files.
type repositories struct {
	top   string
	known map[string]*repository
}

func newRepositories() *repositories {
	top, err := os.MkdirTemp("", "repositories")
	if err != nil {
		fail(err)
	}
	return &repositories{top, map[string]*repository{}}
}

func (r *repositories) remove() { _ = os.RemoveAll(r.top) }

func (r *repositories) of(one testCase) *repository {
	if one.Folder != "" {
		return &repository{one.Folder, true, one.NewGlobbing}
	}
	key, _ := json.Marshal([]any{one.Files, one.NewGlobbing})
	if known, ok := r.known[string(key)]; ok {
		return known
	}
	made := &repository{filepath.Join(r.top, fmt.Sprint(len(r.known))), false, one.NewGlobbing}
	made.write(one.Files)
	r.known[string(key)] = made
	return made
}

// What the repo server would answer of one repository.
type repository struct {
	root string
	// It answers for every URL.
	any         bool
	newGlobbing bool
}

func (r *repository) write(files map[string]string) {
	for path, text := range files {
		file := filepath.Join(r.root, path)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			fail(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			fail(err)
		}
	}
	_ = os.MkdirAll(r.root, 0o755)
	for _, arguments := range [][]string{{"init", "--quiet"}, {"add", "--all", "--force"}} {
		command := exec.Command("git", arguments...)
		command.Dir = r.root
		if output, err := command.CombinedOutput(); err != nil {
			fail(fmt.Errorf("git %v: %w: %s", arguments, err, output))
		}
	}
}

// As reposerver/repository.go's GetGitFiles.
func (r *repository) GetFiles(_ context.Context, url, _, _, pattern string, _ bool, _ *v1alpha1.SourceIntegrity) (map[string][]byte, error) {
	if url != repoURL && !r.any {
		return nil, fmt.Errorf("error in GetRepository: unknown repository %s", url)
	}
	if pattern == "" {
		pattern = "."
	}
	paths, err := r.lsFiles(pattern)
	if err != nil {
		return nil, fmt.Errorf("unable to list files. repo %s pattern %s: %w", url, pattern, err)
	}
	files := map[string][]byte{}
	for _, path := range paths {
		data, err := os.ReadFile(filepath.Join(r.root, path))
		if err != nil {
			return nil, fmt.Errorf("unable to read files. repo %s pattern %s: %w", url, pattern, withoutRoot(err))
		}
		files[path] = data
	}
	return files, nil
}

// The folder is another one in each run.
func withoutRoot(err error) error {
	var one *fs.PathError
	if errors.As(err, &one) {
		return one.Err
	}
	return err
}

// util/git/client.go's LsFiles, whose own logger can't be silenced.
func (r *repository) lsFiles(pattern string) ([]string, error) {
	if r.newGlobbing {
		return r.glob(pattern)
	}
	command := exec.Command("git", "ls-files", "--full-name", "-z", "--", pattern)
	command.Dir = r.root
	output, err := command.Output()
	paths := strings.Split(string(output), "\000")
	return paths[:len(paths)-1], err
}

func (r *repository) glob(pattern string) ([]string, error) {
	all, err := doublestar.FilepathGlob(filepath.Join(r.root, pattern))
	paths := []string{}
	for _, path := range all {
		if strings.HasPrefix(path, r.root) {
			relative, _ := filepath.Rel(r.root, path)
			paths = append(paths, relative)
		}
	}
	return paths, err
}

// As reposerver/repository.go's GetGitDirectories, without hidden ones as by default.
func (r *repository) GetDirectories(_ context.Context, url, _, _ string, _ bool, _ *v1alpha1.SourceIntegrity) ([]string, error) {
	if url != repoURL && !r.any {
		return nil, fmt.Errorf("error in GetRepository: unknown repository %s", url)
	}
	var paths []string
	err := filepath.WalkDir(r.root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		if strings.HasPrefix(entry.Name(), ".") {
			return filepath.SkipDir
		}
		if relative, _ := filepath.Rel(r.root, path); relative != "." {
			paths = append(paths, relative)
		}
		return nil
	})
	return paths, err
}
