package controlplane

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Version is the Kubernetes release of the API servers.
const Version = "v1.36.3"

// assetsVariable is how envtest and its friends name a folder of binaries.
const assetsVariable = "KUBEBUILDER_ASSETS"

const (
	etcdBinary      = "etcd"
	apiServerBinary = "kube-apiserver"
)

// The programs beside the API servers; nobody offers them for download, so they are built.
const (
	Scheduler         = "kube-scheduler"
	ControllerManager = "kube-controller-manager"
)

// Has reports whether a folder holds a program.
func Has(dir, program string) bool { return !slices.Contains(missingIn(dir, program), program) }

// Assets returns the folder that holds etcd and kube-apiserver. It takes
// KUBEBUILDER_ASSETS if that is set, else the cache folder of the user, which it
// fills on first use: by envtest's download or else by a build from Go modules,
// which takes minutes. More are programs that are wanted besides, Scheduler and
// ControllerManager. Progress is told what is going on, a line each; it may be
// nil. Processes that ask at the same time wait for the first.
func Assets(ctx context.Context, progress func(string), more ...string) (string, error) {
	if progress == nil {
		progress = func(string) {}
	}
	if dir := os.Getenv(assetsVariable); dir != "" {
		return given(dir, more)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding a cache folder for the API servers (or set %s): %w", assetsVariable, err)
	}
	store := store{root: filepath.Join(cache, "syncspec"), progress: progress, more: more}
	return store.fill(ctx)
}

// given checks a folder that the user has named.
func given(dir string, more []string) (string, error) {
	if missing := missingIn(dir, more...); len(missing) > 0 {
		return "", fmt.Errorf("%s is %q, which does not hold %s; unset it to have the servers downloaded or built",
			assetsVariable, dir, strings.Join(missing, " and "))
	}
	return filepath.Abs(dir)
}

// store is the user's cache of binaries.
type store struct {
	root     string
	progress func(string)
	index    string // of envtest's releases; empty is envtest's own
	more     []string
}

// missing names what the store lacks.
func (s store) missing() []string { return missingIn(s.dir(), s.more...) }

func (s store) dir() string { return filepath.Join(s.root, Version) }

// fill returns the store's folder once it is complete.
func (s store) fill(ctx context.Context) (string, error) {
	if len(s.missing()) == 0 {
		return s.dir(), nil
	}
	unlock, err := s.lock(ctx)
	if err != nil {
		return "", fmt.Errorf("locking %s: %w", s.root, err)
	}
	defer unlock()
	s.sweep()
	if len(missingIn(s.dir())) > 0 { // else another process was quicker
		notDownloaded := s.download(ctx)
		if ctx.Err() != nil {
			return s.dir(), errors.Join(notDownloaded, ctx.Err())
		}
		if notDownloaded != nil {
			s.progress(fmt.Sprintf("no download of Kubernetes %s (%v)", Version, notDownloaded))
		}
	}
	missing := s.missing()
	if len(missing) == 0 {
		return s.dir(), nil
	}
	if err := s.build(ctx, missing); err != nil {
		return "", fmt.Errorf("building %s: %w", strings.Join(missing, " and "), err)
	}
	return s.dir(), nil
}

// sweep removes what processes left behind that were killed at this; the caller
// holds the lock.
func (s store) sweep() {
	for _, pattern := range []string{"build-*", "download-*"} {
		left, _ := filepath.Glob(filepath.Join(s.root, pattern))
		for _, dir := range left {
			_ = os.RemoveAll(dir)
		}
	}
}

// install moves finished binaries into the store; whoever looks sees a whole
// binary or none.
func (s store) install(from string, binaries ...string) error {
	if err := os.MkdirAll(s.dir(), 0o755); err != nil {
		return err
	}
	for _, binary := range binaries {
		if err := os.Rename(filepath.Join(from, binary), filepath.Join(s.dir(), binary)); err != nil {
			return err
		}
	}
	return nil
}

// missingIn names the binaries that dir does not hold, of those every pair needs and of more.
func missingIn(dir string, more ...string) []string {
	var missing []string
	for _, binary := range append([]string{etcdBinary, apiServerBinary}, more...) {
		info, err := os.Stat(filepath.Join(dir, binary))
		if err != nil || !info.Mode().IsRegular() || info.Mode()&0o111 == 0 {
			missing = append(missing, binary)
		}
	}
	return missing
}
