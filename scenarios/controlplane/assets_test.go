package controlplane

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// nowhere is an address that refuses connections at once.
const nowhere = "http://127.0.0.1:1/index.yaml"

func fakeBinaries(t *testing.T, dir string, names ...string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(dir, 0o755))
	for _, name := range names {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"), 0o755))
	}
}

func TestANamedFolderIsTakenAsItIs(t *testing.T) {
	dir := t.TempDir()
	fakeBinaries(t, dir, "etcd", "kube-apiserver")
	t.Setenv("KUBEBUILDER_ASSETS", dir)
	got, err := Assets(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, dir, got)
}

func TestANamedFolderThatLacksABinaryIsAnError(t *testing.T) {
	dir := t.TempDir()
	fakeBinaries(t, dir, "etcd")
	t.Setenv("KUBEBUILDER_ASSETS", dir)
	_, err := Assets(t.Context(), nil)
	require.EqualError(t, err, fmt.Sprintf("KUBEBUILDER_ASSETS is %q, which does not hold kube-apiserver; unset it to have the servers downloaded or built", dir))
}

func TestServersThatDoNotRunAreReportedWithWhatTheySaid(t *testing.T) {
	dir := t.TempDir()
	fakeBinaries(t, dir, "kube-apiserver")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "etcd"), []byte("#!/bin/sh\n[ $1 = --help ] && exit\necho wrong machine\nexit 3\n"), 0o755))
	_, err := Start(t.Context(), Options{Assets: dir, Parent: t.TempDir()})
	require.ErrorContains(t, err, "the etcd of both API servers ended: exit status 3; the end of its log:\nwrong machine")
}

func TestTheCacheIsTakenWithoutAWord(t *testing.T) {
	s := store{root: t.TempDir(), progress: func(line string) { t.Error(line) }, index: nowhere}
	fakeBinaries(t, s.dir(), "etcd", "kube-apiserver")
	got, err := s.fill(t.Context())
	require.NoError(t, err)
	require.Equal(t, s.dir(), got)
}

func TestWithoutNetworkAndWithoutGoTheErrorSaysWhatIsNeeded(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	s := store{root: t.TempDir(), progress: func(string) {}, index: nowhere}
	_, err := s.fill(t.Context())
	require.ErrorContains(t, err, "the go command is needed on the PATH, or a folder of binaries in KUBEBUILDER_ASSETS")
}

func TestWhatIsWantedBesidesTheServersIsAskedForByName(t *testing.T) {
	dir := t.TempDir()
	fakeBinaries(t, dir, "etcd", "kube-apiserver", Scheduler)
	require.True(t, Has(dir, Scheduler))
	require.False(t, Has(dir, ControllerManager))
	t.Setenv("KUBEBUILDER_ASSETS", dir)
	_, err := Assets(t.Context(), nil, Scheduler, ControllerManager)
	require.EqualError(t, err, fmt.Sprintf("KUBEBUILDER_ASSETS is %q, which does not hold kube-controller-manager; unset it to have the servers downloaded or built", dir))
}

func TestOnlyWhatIsMissingIsBuilt(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	s := store{root: t.TempDir(), progress: func(line string) { t.Error(line) }, index: nowhere, more: []string{Scheduler}}
	fakeBinaries(t, s.dir(), "etcd", "kube-apiserver")
	_, err := s.fill(t.Context())
	require.ErrorContains(t, err, "building kube-scheduler: the go command is needed")
	fakeBinaries(t, s.dir(), Scheduler)
	_, err = s.fill(t.Context())
	require.NoError(t, err)
}

func TestADownloadFillsTheCache(t *testing.T) {
	t.Setenv("PATH", "/bin:/usr/bin")
	s := store{root: t.TempDir(), progress: func(string) {}, index: release(t, nil)}
	got, err := s.fill(t.Context())
	require.NoError(t, err)
	require.Empty(t, missingIn(got))
	rest, err := filepath.Glob(filepath.Join(s.root, "download-*"))
	require.NoError(t, err)
	require.Empty(t, rest)
}

func TestADownloadWithAWrongChecksumIsNotTaken(t *testing.T) {
	s := store{root: t.TempDir(), progress: func(string) {}, index: release(t, []byte("spoilt"))}
	require.ErrorContains(t, s.download(t.Context()), "checksum")
	require.NotEmpty(t, missingIn(s.dir()))
}

// release serves an index of one release as envtest reads it; its checksum is
// that of the archive and what is appended to it.
func release(t *testing.T, appended []byte) (index string) {
	t.Helper()
	archive := &bytes.Buffer{}
	zip := gzip.NewWriter(archive)
	files := tar.NewWriter(zip)
	for _, name := range []string{"etcd", "kube-apiserver", "kubectl"} {
		text := []byte("#!/bin/sh\n")
		require.NoError(t, files.WriteHeader(&tar.Header{Name: "controller-tools/envtest/" + name, Mode: 0o755, Size: int64(len(text))}))
		_, err := files.Write(text)
		require.NoError(t, err)
	}
	require.NoError(t, files.Close())
	require.NoError(t, zip.Close())
	sum := sha512.Sum512(append(archive.Bytes(), appended...))
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/archive" {
			_, _ = w.Write(archive.Bytes())
			return
		}
		_, _ = fmt.Fprintf(w, "releases: {%s: {envtest-%s-%s-%s.tar.gz: {hash: %x, selfLink: %s/archive}}}\n",
			Version, Version, runtime.GOOS, runtime.GOARCH, sum, server.URL)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/index.yaml"
}

func TestTheSecondProcessWaitsForTheFirstAndSaysSo(t *testing.T) {
	first := store{root: t.TempDir(), progress: func(string) {}, index: nowhere}
	unlock, err := first.lock(t.Context())
	require.NoError(t, err)
	said := make(chan string, 1)
	second := store{root: first.root, progress: func(line string) { said <- line }, index: nowhere}
	filled := make(chan error)
	go func() { _, err := second.fill(context.Background()); filled <- err }()
	require.Equal(t, "another process is getting etcd and kube-apiserver: waiting for it", <-said)
	fakeBinaries(t, first.dir(), "etcd", "kube-apiserver")
	unlock()
	require.NoError(t, <-filled)
}
