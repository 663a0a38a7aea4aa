package controlplane

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// The module that pins what is built. Its files carry another extension, as a
// folder with a go.mod cannot be embedded.
var (
	//go:embed build/go.mod.txt
	buildModule string
	//go:embed build/go.sum.txt
	buildSums string
)

// program is one binary and the package it is built from.
type program struct {
	binary, source, flags string
}

func programs(names []string) []program {
	const strip = "-s -w"
	const stamp = " -X k8s.io/component-base/version."
	part := strings.SplitN(strings.TrimPrefix(Version, "v"), ".", 3)
	var all []program
	for _, name := range names {
		if name == etcdBinary {
			all = append(all, program{name, "go.etcd.io/etcd/server/v3", strip})
			continue
		}
		all = append(all, program{name, "k8s.io/kubernetes/cmd/" + name, strip +
			stamp + "gitVersion=" + Version + stamp + "gitMajor=" + part[0] + stamp + "gitMinor=" + part[1] +
			stamp + "gitTreeState=clean"})
	}
	return all
}

// build compiles programs from the modules of the embedded go.mod; go.sum verifies
// every one of them.
func (s store) build(ctx context.Context, names []string) error {
	if _, err := exec.LookPath("go"); err != nil {
		return fmt.Errorf("the go command is needed on the PATH, or a folder of binaries in %s: %w", assetsVariable, err)
	}
	temp, err := os.MkdirTemp(s.root, "build-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp) //nolint:errcheck // a stray folder of the cache
	if err := writeModule(temp); err != nil {
		return err
	}
	start, what := time.Now(), strings.Join(names, " and ")
	s.progress("building " + what + " " + Version + " from Go modules into " + s.dir() + "; this happens once and takes some minutes")
	run := builder{dir: temp, programs: programs(names), progress: s.progress}
	total, err := run.resolve(ctx)
	if err != nil {
		return err
	}
	if err := run.compile(ctx, total); err != nil {
		return err
	}
	s.progress(fmt.Sprintf("built %s in %s", what, time.Since(start).Round(time.Second)))
	return s.install(temp, names...)
}

func writeModule(dir string) error {
	return errors.Join(
		os.WriteFile(filepath.Join(dir, "go.mod"), []byte(buildModule), 0o644),
		os.WriteFile(filepath.Join(dir, "go.sum"), []byte(buildSums), 0o644),
	)
}
