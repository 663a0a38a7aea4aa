package kindconfigs

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"sigs.k8s.io/yaml"
)

// settingsPath is where nodes have gVisor's settings.
const settingsPath = "/etc/containerd/runsc.toml"

// Binaries are the files that gVisor needs on a node, all in one folder.
func Binaries() []string { return []string{"runsc", "containerd-shim-runsc-v1"} }

// WithImage returns the configuration with a node image for every node. Without
// one kind takes its own default, an official kindest/node.
func WithImage(config Config, image string) Config {
	config = clone(config)
	for n := range config.Cluster.Nodes {
		config.Cluster.Nodes[n].Image = image
	}
	return config
}

// Place returns the configuration with host paths that do not depend on the
// working directory: gVisor's two binaries from the folder binaries, runsc.toml
// from dir. Both must be absolute.
func Place(config Config, dir, binaries string) Config {
	config = clone(config)
	for n := range config.Cluster.Nodes {
		mounts := config.Cluster.Nodes[n].ExtraMounts
		for m := range mounts {
			name := filepath.Base(mounts[m].ContainerPath)
			switch {
			case mounts[m].ContainerPath == settingsPath:
				mounts[m].HostPath = filepath.Join(dir, name)
			case slices.Contains(Binaries(), name):
				mounts[m].HostPath = filepath.Join(binaries, name)
			}
		}
	}
	return config
}

// Write writes kind.yaml, and runsc.toml if there is gVisor, into dir and returns
// the path of kind.yaml. Binaries is the folder of runsc and
// containerd-shim-runsc-v1; one that is not there is an error that says how to
// get it. The files must stay while the cluster lives.
func Write(config Config, dir, binaries string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if binaries, err = filepath.Abs(binaries); err != nil {
		return "", err
	}
	if config.Has(GVisorHandler) {
		if err := writeSettings(config, dir, binaries); err != nil {
			return "", err
		}
	}
	cluster := Place(config, dir, binaries).Cluster
	text, err := yaml.Marshal(cluster)
	if err != nil {
		return "", fmt.Errorf("writing kind configuration %s: %w", config.Name, err)
	}
	file := filepath.Join(dir, "kind.yaml")
	return file, os.WriteFile(file, text, 0o644)
}

func writeSettings(config Config, dir, binaries string) error {
	for _, binary := range Binaries() {
		if !exists(filepath.Join(binaries, binary)) {
			return fmt.Errorf("kind configuration %s needs gVisor's %s in %s; make runsc builds it into bin", config.Name, binary, binaries)
		}
	}
	return os.WriteFile(filepath.Join(dir, "runsc.toml"), []byte(config.Runsc), 0o644)
}
