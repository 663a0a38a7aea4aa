package kind

import (
	"archive/tar"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/stretchr/testify/require"
)

func TestAnImageHoldsItsProgramAndWhatThatIsLinkedTo(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	require.NoError(t, err)
	libraries, err := linked(self)
	require.NoError(t, err)
	made, err := image([]string{"/usr/bin/it"}, program{"/usr/bin/it", self})
	require.NoError(t, err)
	got := files(t, made)
	require.Contains(t, got, "usr/bin/it")
	for _, library := range libraries {
		require.Contains(t, got, library.at[1:])
	}
	info, err := os.Stat(self)
	require.NoError(t, err)
	require.Equal(t, info.Size(), got["usr/bin/it"])
	config, err := made.ConfigFile()
	require.NoError(t, err)
	require.Equal(t, []string{"/usr/bin/it"}, config.Config.Entrypoint)
	require.Equal(t, "linux", config.OS)
}

func TestEqualProgramsMakeEqualImages(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	require.NoError(t, err)
	one, err := image(nil, program{"/it", self})
	require.NoError(t, err)
	two, err := image(nil, program{"/it", self})
	require.NoError(t, err)
	first, err := tagged("it", one)
	require.NoError(t, err)
	second, err := tagged("it", two)
	require.NoError(t, err)
	require.Equal(t, first.String(), second.String())
	require.Regexp(t, `^syncspec\.invalid/it:[0-9a-f]{12}$`, first.String())
}

func TestAFileThatIsNoLinuxProgramMakesNoImage(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "script")
	require.NoError(t, os.WriteFile(file, []byte("#!/bin/sh\n"), 0o600))
	_, err := image(nil, program{"/script", file})
	require.ErrorContains(t, err, file+" is no Linux program, as images need it")
}

// files are the sizes of what an image holds.
func files(t *testing.T, made v1.Image) map[string]int64 {
	t.Helper()
	flat := mutate.Extract(made)
	defer flat.Close() //nolint:errcheck // only read
	sizes := map[string]int64{}
	for from := tar.NewReader(flat); ; {
		header, err := from.Next()
		if errors.Is(err, io.EOF) {
			return sizes
		}
		require.NoError(t, err)
		sizes[header.Name] = header.Size
	}
}
