package config

import (
	"maps"
	"slices"
	"strings"
)

// Custom is a custom resource that is switched on.
type Custom struct {
	// Key is its path in the configuration: "sync.toHost.customResources['a.b/v1']".
	Key string
	// Resource is <plural>.<group>; Version is empty where none was asked for.
	Resource, Version string
	ToHost            bool
	// Scope is empty, Namespaced or Cluster.
	Scope string
}

// Customs are the custom resources that are switched on, those to the host first.
func (c *Config) Customs() []Custom {
	var all []Custom
	for _, direction := range []struct {
		path    string
		entries map[string]CustomResource
	}{{toHostCustom, c.Sync.ToHost.CustomResources}, {fromHostCustom, c.Sync.FromHost.CustomResources}} {
		for _, key := range slices.Sorted(maps.Keys(direction.entries)) {
			entry := direction.entries[key]
			if !entry.Enabled {
				continue
			}
			resource, version, _ := strings.Cut(key, "/")
			all = append(all, Custom{
				Key: direction.path + "['" + key + "']", Resource: resource, Version: version,
				ToHost: direction.path == toHostCustom, Scope: entry.Scope,
			})
		}
	}
	return all
}

// LocalEdits says whether an edit of a copy from the host stays until the host
// changes the same field: so it is with custom resources (CR-16).
func LocalEdits(key string) bool { return strings.HasPrefix(key, fromHostCustom) }
