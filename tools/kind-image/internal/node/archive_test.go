package node

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// contents are the files of an archive, in order, and what is in them.
func contents(t *testing.T, archive []byte) (names []string, texts map[string]string) {
	t.Helper()
	texts = map[string]string{}
	for in := tar.NewReader(bytes.NewReader(archive)); ; {
		header, err := in.Next()
		if errors.Is(err, io.EOF) {
			return names, texts
		}
		require.NoError(t, err)
		text, err := io.ReadAll(in)
		require.NoError(t, err)
		names = append(names, header.Name)
		texts[header.Name] = string(text)
	}
}

func TestALayerHasFoldersBeforeTheirFiles(t *testing.T) {
	t.Parallel()
	from := filepath.Join(t.TempDir(), "program")
	require.NoError(t, os.WriteFile(from, []byte("text"), 0o600))
	layer, err := layerOf([]entry{{"/usr/local/bin/one", from}, {"/usr/sbin/two", from}})
	require.NoError(t, err)
	names, texts := contents(t, layer)
	require.Equal(t, []string{"usr/", "usr/local/", "usr/local/bin/", "usr/local/bin/one", "usr/sbin/", "usr/sbin/two", "tmp/"}, names)
	require.Equal(t, "text", texts["usr/sbin/two"])

	_, err = layerOf([]entry{{"/one", "nowhere"}})
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestAnArchiveIsWhatDockerLoads(t *testing.T) {
	t.Parallel()
	layer := []byte("layer")
	sum := sha256.Sum256(layer)
	settings, err := config(settings{Entrypoint: []string{"/pause"}, StopSignal: "SIGRTMIN+3"}, hex.EncodeToString(sum[:]))
	require.NoError(t, err)
	var archive bytes.Buffer
	require.NoError(t, writeArchive(&archive, "example/pause:3", settings, bytes.NewReader(layer), int64(len(layer))))

	_, texts := contents(t, archive.Bytes())
	var manifest []struct {
		Config           string
		RepoTags, Layers []string
	}
	require.NoError(t, json.Unmarshal([]byte(texts["manifest.json"]), &manifest))
	require.Equal(t, []string{"example/pause:3"}, manifest[0].RepoTags)
	require.Equal(t, "layer", texts[manifest[0].Layers[0]])
	var image struct {
		Config struct {
			Entrypoint []string
			StopSignal string
		}
		RootFS struct {
			DiffIDs []string `json:"diff_ids"`
		} `json:"rootfs"`
	}
	require.NoError(t, json.Unmarshal([]byte(texts[manifest[0].Config]), &image))
	require.Equal(t, []string{"/pause"}, image.Config.Entrypoint)
	require.Equal(t, "SIGRTMIN+3", image.Config.StopSignal)
	require.Equal(t, []string{"sha256:" + hex.EncodeToString(sum[:])}, image.RootFS.DiffIDs)
}
