// Package containerd has containerd itself read the handlers of kind-configs.
package containerd

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"sigs.k8s.io/yaml"
)

const configs = "../../../../kind-configs"

// handler is what containerd made of a handler.
type handler struct {
	Type    string         `toml:"runtime_type"`
	Path    string         `toml:"runtime_path"`
	Options map[string]any `toml:"options"`
}

func expected() map[string]handler {
	return map[string]handler{
		"runsc": {Type: "io.containerd.runsc.v1", Options: map[string]any{
			"TypeUrl": "io.containerd.runsc.v1.options", "ConfigPath": "/etc/containerd/runsc.toml",
		}},
		"kata": {Type: "io.containerd.kata.v2", Path: "/opt/kata/bin/containerd-shim-kata-v2", Options: map[string]any{
			"ConfigPath": "/opt/kata/share/defaults/kata-containers/configuration.toml",
		}},
	}
}

func TestContainerdReadsTheExamples(t *testing.T) {
	containerd := built(t)
	for _, example := range []string{"containerd-1.toml", "containerd-2.toml"} {
		t.Run(example, func(t *testing.T) {
			same(t, handlers(t, containerd, filepath.Join(configs, "examples", example)), "runsc", "kata")
		})
	}
}

func TestContainerdReadsThePatchesOfTheClusters(t *testing.T) {
	containerd := built(t)
	for name, want := range map[string][]string{
		"gvisor": {"runsc"}, "gvisor-3-nodes": {"runsc"}, "kata": {"kata"}, "kata-3-nodes": {"kata"},
		"both": {"runsc", "kata"}, "both-3-nodes": {"runsc", "kata"},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(configs, name+".yaml"))
			if err != nil {
				t.Fatal(err)
			}
			var cluster struct {
				ContainerdConfigPatches []string `json:"containerdConfigPatches"`
			}
			if err := yaml.Unmarshal(text, &cluster); err != nil {
				t.Fatal(err)
			}
			config := "version = 2\n"
			for _, patch := range cluster.ContainerdConfigPatches {
				config += patch + "\n"
			}
			file := filepath.Join(t.TempDir(), "config.toml")
			if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
				t.Fatal(err)
			}
			same(t, handlers(t, containerd, file), want...)
		})
	}
}

// built is containerd as it is on the nodes.
func built(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "containerd")
	command := exec.Command("go", "build", "-trimpath", "-tags", "no_aufs,no_zfs,no_btrfs,no_devmapper",
		"-o", binary, "github.com/containerd/containerd/v2/cmd/containerd")
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return binary
}

// handlers are those that containerd says it has with a file as its settings.
func handlers(t *testing.T, containerd, file string) map[string]handler {
	t.Helper()
	command := exec.Command(containerd, "--config", file, "config", "dump")
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var settings struct {
		Plugins struct {
			CRI struct {
				Containerd struct {
					Runtimes map[string]handler
				}
			} `toml:"io.containerd.cri.v1.runtime"`
		}
	}
	if err := toml.Unmarshal(out, &settings); err != nil {
		t.Fatal(err)
	}
	return settings.Plugins.CRI.Containerd.Runtimes
}

// same compares the handlers of the names with what is expected, and knows no others but runc.
func same(t *testing.T, got map[string]handler, names ...string) {
	t.Helper()
	delete(got, "runc") // containerd's own
	if len(got) != len(names) {
		t.Errorf("containerd knows %v, want %v", got, names)
	}
	for _, name := range names {
		want := expected()[name]
		if got[name].Type != want.Type || got[name].Path != want.Path {
			t.Errorf("%s is %+v, want %+v", name, got[name], want)
		}
		for key, value := range want.Options {
			if got[name].Options[key] != value {
				t.Errorf("option %s of %s is %v, want %v", key, name, got[name].Options[key], value)
			}
		}
	}
}
