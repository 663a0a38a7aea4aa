package docker

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheDaemonHasNothingInCommonWithAnInstalledOne(t *testing.T) {
	t.Parallel()
	plain := []string{
		"--data-root", "/cache/data", "--exec-root", "/run/exec", "--pidfile", "/run/docker.pid",
		"--host", "unix:///run/docker.sock", "--config-file", "/run/daemon.json",
	}
	require.Equal(t, plain, arguments("/cache", "/run", "unix:///run/docker.sock", ""))
	require.Equal(t, append(plain, "--add-runtime", "less=/cache/runtime", "--default-runtime", "less"),
		arguments("/cache", "/run", "unix:///run/docker.sock", "/cache/runtime"))
}

func TestAMessageHasTheLastLinesOfALog(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "log")
	require.NoError(t, os.WriteFile(file, []byte("1\n2\n3\n4\n5\n6\n"), 0o600))
	require.Equal(t, "2\n3\n4\n5\n6", tail(file))
	require.Contains(t, tail(file+"x"), "no such file")
}

// A docker command that stands in for the real one.
func TestLoadingSaysWhatDockerSaid(t *testing.T) {
	dir := t.TempDir()
	script := "#!/bin/sh\ncat >/dev/null\necho \"$@ at $DOCKER_HOST\" >&2\nexit $CODE\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "docker"), []byte(script), 0o700))
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	archive := func(to io.Writer) error {
		_, err := to.Write([]byte("archive"))
		return err
	}

	t.Setenv("CODE", "0")
	require.NoError(t, Load(t.Context(), "unix:///d", archive))
	require.ErrorContains(t, Load(t.Context(), "", func(io.Writer) error { return errors.New("the layer is gone") }), "the layer is gone")

	t.Setenv("CODE", "1")
	err := Load(t.Context(), "unix:///d", archive)
	require.ErrorContains(t, err, "docker load: exit status 1: load --quiet at unix:///d")
	require.ErrorContains(t, Answers(t.Context(), "unix:///d"), "docker version: exit status 1")
	require.False(t, HasImage(t.Context(), "", "example/node"))
}
