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
	"path"
	"runtime"
	"strings"
	"time"
)

// settings is the part of an image's configuration that decides how it runs.
type settings struct {
	Entrypoint []string `json:",omitempty"`
	Env        []string `json:",omitempty"`
	StopSignal string   `json:",omitempty"`
}

// config is the configuration of an image of one layer.
func config(run settings, layer string) ([]byte, error) {
	return json.Marshal(map[string]any{
		"architecture": runtime.GOARCH, "os": "linux", "config": run,
		"rootfs": map[string]any{"type": "layers", "diff_ids": []string{"sha256:" + layer}},
	})
}

// writeArchive writes an image as docker save does, from its configuration and
// its one layer.
func writeArchive(to io.Writer, name string, config []byte, layer io.Reader, size int64) error {
	sum := sha256.Sum256(config)
	configName := hex.EncodeToString(sum[:]) + ".json"
	manifest, err := json.Marshal([]map[string]any{{"Config": configName, "RepoTags": []string{name}, "Layers": []string{"layer.tar"}}})
	if err != nil {
		return err
	}
	out := tar.NewWriter(to)
	for _, file := range []struct {
		name string
		size int64
		text io.Reader
	}{
		{"manifest.json", int64(len(manifest)), bytes.NewReader(manifest)},
		{configName, int64(len(config)), bytes.NewReader(config)},
		{"layer.tar", size, layer},
	} {
		if err := out.WriteHeader(&tar.Header{Name: file.name, Mode: 0o644, Size: file.size}); err != nil {
			return err
		}
		if _, err := io.Copy(out, file.text); err != nil {
			return err
		}
	}
	return out.Close()
}

// entry is a file of a layer: where it is in the image, and where it is now.
type entry struct{ name, from string }

// layerOf is a layer with the entries as programs, and a /tmp.
func layerOf(entries []entry) ([]byte, error) {
	var layer bytes.Buffer
	out := tar.NewWriter(&layer)
	made := map[string]bool{".": true, "/": true}
	for _, e := range entries {
		text, err := os.ReadFile(e.from)
		if err != nil {
			return nil, err
		}
		header := tar.Header{Name: strings.TrimPrefix(e.name, "/"), Mode: 0o755, Size: int64(len(text)), ModTime: time.Unix(0, 0)}
		if err := errors.Join(addFolders(out, made, path.Dir(e.name)), out.WriteHeader(&header)); err != nil {
			return nil, err
		}
		if _, err := out.Write(text); err != nil {
			return nil, err
		}
	}
	err := errors.Join(addFolders(out, made, "/tmp"), out.Close())
	return layer.Bytes(), err
}

func addFolders(out *tar.Writer, made map[string]bool, folder string) error {
	if made[folder] {
		return nil
	}
	made[folder] = true
	mode := int64(0o755)
	if folder == "/tmp" {
		mode = 0o1777
	}
	return errors.Join(
		addFolders(out, made, path.Dir(folder)),
		out.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: strings.TrimPrefix(folder, "/") + "/", Mode: mode, ModTime: time.Unix(0, 0)}),
	)
}
