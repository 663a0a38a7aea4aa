package controlplane

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	crenvtest "sigs.k8s.io/controller-runtime/pkg/envtest"
)

const (
	// reachTimeout is how long a machine without network waits before it builds.
	reachTimeout = 10 * time.Second
	// downloadTimeout is where a build is surely quicker.
	downloadTimeout = 3 * time.Minute
)

// download has envtest fetch its release of Version, checksums verified by it.
func (s store) download(ctx context.Context) error {
	s.progress("looking for a download of etcd and kube-apiserver " + Version)
	if err := s.reach(ctx); err != nil {
		return err
	}
	s.progress("downloading etcd and kube-apiserver " + Version)
	temp, err := os.MkdirTemp(s.root, "download-")
	if err != nil {
		return err
	}
	done := make(chan error, 1) // envtest's download knows no context
	go func() { done <- fetch(temp, s.index) }()
	select {
	case err = <-done:
	case <-time.After(downloadTimeout):
		return fmt.Errorf("no answer within %s", downloadTimeout)
	case <-ctx.Done():
		return ctx.Err()
	}
	defer os.RemoveAll(temp) //nolint:errcheck // a stray folder of the cache
	if err != nil {
		return err
	}
	return s.install(envtestFolder(temp), etcdBinary, apiServerBinary)
}

// reach asks for the head of the index of releases.
func (s store) reach(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, reachTimeout)
	defer cancel()
	index := s.index
	if index == "" {
		index = crenvtest.DefaultBinaryAssetsIndexURL
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, index, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}

// fetch uses that envtest downloads as the first step of starting an
// environment. The next step, etcd, gets an argument that cannot be read, so
// that nothing is started: what counts is what lies in the folder then.
func fetch(dir, index string) error {
	environment := crenvtest.Environment{
		DownloadBinaryAssets:         true,
		DownloadBinaryAssetsVersion:  Version,
		DownloadBinaryAssetsIndexURL: index,
		BinaryAssetsDirectory:        dir,
		ControlPlane:                 crenvtest.ControlPlane{Etcd: &crenvtest.Etcd{Args: []string{"{{"}}}, //nolint:staticcheck // deprecated for the very thing needed here: a template that cannot be read
	}
	_, err := environment.Start()
	if len(missingIn(envtestFolder(dir))) == 0 {
		return nil
	}
	return err
}

// envtestFolder is where envtest puts a release below its folder.
func envtestFolder(dir string) string {
	return filepath.Join(dir, fmt.Sprintf("%s-%s-%s", strings.TrimPrefix(Version, "v"), runtime.GOOS, runtime.GOARCH))
}
