package config

import (
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
)

const (
	toHostCustom   = "sync.toHost.customResources"
	fromHostCustom = "sync.fromHost.customResources"
)

// customResources: the form of the keys (CR-01, CR-07, CR-10), CFG-43, 44, 46, 47.
func customResources(k *checker) {
	k.customKeys(toHostCustom, k.Sync.ToHost.CustomResources)
	k.customKeys(fromHostCustom, k.Sync.FromHost.CustomResources)
	for key, r := range k.Sync.ToHost.CustomResources {
		at := entryPath(toHostCustom, key)
		if r.Scope != "" && r.Scope != "Namespaced" {
			k.bad(at+".scope", "unsupported scope %s for %s.scope. Only 'Namespaced' is allowed", short(r.Scope), at)
		}
		if len(r.Mappings.ByName) > 0 {
			k.conflict(at+".mappings", "%s.mappings are only supported for resources from the host", at)
		}
	}
	for key, r := range k.Sync.FromHost.CustomResources {
		k.customFromHost(entryPath(fromHostCustom, key), r)
	}
}

func (k *checker) customFromHost(at string, r CustomResource) {
	switch mapped := len(r.Mappings.ByName) > 0; {
	case r.Scope != "" && r.Scope != "Cluster" && r.Scope != "Namespaced":
		k.bad(at+".scope", "unsupported scope %s for %s.scope. Only 'Cluster' and 'Namespaced' are allowed", short(r.Scope), at)
	case mapped && r.Scope != "Namespaced":
		k.conflict(at+".mappings", "%s.mappings are only supported with scope 'Namespaced'", at)
	case !mapped && r.Scope == "Namespaced":
		k.conflict(at+".scope", "%s.mappings.byName is required for scope 'Namespaced'", at)
	}
}

// customKeys checks the keys of one direction.
func (k *checker) customKeys(path string, all map[string]CustomResource) {
	versions := map[string]string{}
	for _, key := range slices.Sorted(maps.Keys(all)) {
		at := entryPath(path, key)
		resource, _, _ := strings.Cut(key, "/")
		if !customKey(key) {
			k.conflict(at, "%q in %s does not name a custom resource: write <plural>.<group> or <plural>.<group>/<version>", short(key), path)
			continue
		}
		if !all[key].Enabled {
			continue
		}
		if other, twice := versions[resource]; twice {
			k.conflict(at, "%s and %s in %s are the same resource; choose one version", other, key, path)
		}
		versions[resource] = key
	}
}

func customKey(key string) bool {
	resource, version, versioned := strings.Cut(key, "/")
	plural, group, grouped := strings.Cut(resource, ".")
	return grouped && len(validation.IsDNS1035Label(plural)) == 0 && len(validation.IsDNS1123Subdomain(group)) == 0 &&
		(!versioned || len(validation.IsDNS1035Label(version)) == 0)
}

// oneDirection: CFG-41, CR-19. Versions do not matter: it is the same resource.
func oneDirection(k *checker) {
	for _, key := range slices.Sorted(maps.Keys(k.Sync.ToHost.CustomResources)) {
		resource, _, _ := strings.Cut(key, "/")
		for other, from := range k.Sync.FromHost.CustomResources {
			otherResource, _, _ := strings.Cut(other, "/")
			if resource == otherResource && from.Enabled && k.Sync.ToHost.CustomResources[key].Enabled {
				k.conflict(entryPath(toHostCustom, key), "custom resource %s exists in %s and %s. Syncing is only supported one way", short(key), toHostCustom, fromHostCustom)
			}
		}
	}
}
