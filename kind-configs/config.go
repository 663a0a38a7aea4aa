package kindconfigs

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kind/pkg/apis/config/v1alpha4"
	"sigs.k8s.io/yaml"
)

//go:embed *.yaml runsc.toml runtime-classes/*.yaml
var files embed.FS

// The handlers that configurations give to nodes.
const (
	GVisorHandler = "runsc"
	KataHandler   = "kata"
)

// Config is a kind cluster and what its nodes run.
type Config struct {
	// Name is that of the file: "gvisor", "both-3-nodes".
	Name string
	// Cluster is what kind is given. Its host paths are relative to the root of
	// the repository until Write has put them in place.
	Cluster v1alpha4.Cluster
	// Handlers are the RuntimeClass handlers that the nodes have besides kind's
	// own, in the order of their patches.
	Handlers []string
	// Runsc is the text of runsc.toml, gVisor's settings; empty without gVisor.
	Runsc string
	// Notes say what Adapt changed and why, a sentence each, for whoever made the
	// cluster to read. Empty: nothing was changed.
	Notes []string
}

// Names are the configurations there are.
func Names() []string {
	return []string{"gvisor", "gvisor-3-nodes", "kata", "kata-3-nodes", "both", "both-3-nodes"}
}

// Load returns the configuration of a name; an unknown one is an error that says
// which names there are.
func Load(name string) (Config, error) {
	if !slices.Contains(Names(), name) {
		return Config{}, fmt.Errorf("no kind configuration is named %q; there are %s", name, strings.Join(Names(), ", "))
	}
	config := Config{Name: name}
	if err := read(name+".yaml", &config.Cluster); err != nil {
		return Config{}, err
	}
	kind, _, _ := strings.Cut(name, "-")
	if kind != "kata" {
		config.Handlers = append(config.Handlers, GVisorHandler)
		text, err := files.ReadFile("runsc.toml")
		if err != nil {
			return Config{}, err
		}
		config.Runsc = string(text)
	}
	if kind != "gvisor" {
		config.Handlers = append(config.Handlers, KataHandler)
	}
	return config, nil
}

// Has says whether the nodes have a handler.
func (c Config) Has(handler string) bool { return slices.Contains(c.Handlers, handler) }

// read reads one embedded YAML file strictly.
func read(name string, into any) error {
	text, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	if err := yaml.UnmarshalStrict(text, into); err != nil {
		return fmt.Errorf("reading kind-configs/%s: %w", name, err)
	}
	return nil
}
