package kindconfigs

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Offline is what make kind-image has built: with it, and a Docker daemon that has
// loaded the image, kind needs no registry.
type Offline struct {
	// Image is the name of the node image.
	Image string `json:"image"`
	// Binaries is the folder of gVisor's binaries.
	Binaries string `json:"binaries"`
}

// offlineFile is where Save leaves it for FindOffline.
func offlineFile() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding the cache folder: %w", err)
	}
	return filepath.Join(cache, "syncspec", "kind", "offline.json"), nil
}

// FindOffline returns what was built last on this machine. Where nothing was, the
// error is fs.ErrNotExist and says what builds it.
func FindOffline() (Offline, error) {
	file, err := offlineFile()
	if err != nil {
		return Offline{}, err
	}
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return Offline{}, fmt.Errorf("no offline node image has been built; make kind-image builds one: %w", fs.ErrNotExist)
	}
	if err != nil {
		return Offline{}, err
	}
	var offline Offline
	if err := json.Unmarshal(text, &offline); err != nil {
		return Offline{}, fmt.Errorf("reading %s (make kind-image writes it again): %w", file, err)
	}
	return offline, nil
}

// Save tells FindOffline.
func (o Offline) Save() error {
	file, err := offlineFile()
	if err != nil {
		return err
	}
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, append(text, '\n'), 0o644))
}
