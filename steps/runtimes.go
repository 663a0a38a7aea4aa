package steps

import (
	"maps"
	"slices"

	"github.com/pelletier/go-toml/v2"
)

// handlersOf are the names of the runtimes tables: where those stand is what the
// document of runtime classes says (K8S-28, K8S-29), in any version of the files.
func handlersOf(runtime, config string) ([]string, error) {
	var file map[string]any
	if err := toml.Unmarshal([]byte(config), &file); err != nil {
		return nil, err
	}
	if runtime == "CRI-O" {
		return slices.Sorted(maps.Keys(table(file, "crio", "runtime", "runtimes"))), nil
	}
	handlers := []string{"runc"} // the default of containerd's own configuration
	plugins := table(file, "plugins")
	for plugin := range plugins {
		handlers = slices.AppendSeq(handlers, maps.Keys(table(plugins, plugin, "containerd", "runtimes")))
	}
	slices.Sort(handlers)
	return slices.Compact(handlers), nil
}

// table is the table below these keys; empty when there is none.
func table(from map[string]any, keys ...string) map[string]any {
	for _, key := range keys {
		from, _ = from[key].(map[string]any)
	}
	return from
}
