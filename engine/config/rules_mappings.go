package config

import (
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
)

// mappings: CFG-54 to 57, for what is switched on.
func mappings(k *checker) {
	for path, m := range map[string]Mapped{
		"sync.fromHost.configMaps": k.Sync.FromHost.ConfigMaps,
		"sync.fromHost.secrets":    k.Sync.FromHost.Secrets,
	} {
		if m.Enabled && len(m.Mappings.ByName) == 0 {
			k.conflict(path+".enabled", "%s.mappings.byName is empty; name at least one object or namespace to sync", path)
		}
		if m.Enabled {
			k.mapping(path, m.Mappings)
		}
	}
	for key, r := range k.Sync.FromHost.CustomResources {
		if r.Enabled {
			k.mapping(entryPath(fromHostCustom, key), r.Mappings)
		}
	}
}

// mapping checks the pairs of one kind.
func (k *checker) mapping(path string, m Mappings) {
	path += ".mappings.byName"
	for key, value := range m.ByName {
		at := entryPath(path, key)
		if reason := keyReason(key); reason != "" {
			k.conflict(at, "%s has %s", path, reason)
		} else if reason := valueReason(key, value); reason != "" {
			k.bad(at, "%s has %s", path, reason)
		}
	}
}

// keyReason says what is wrong with the host side of a pair.
func keyReason(key string) string {
	const expected = ` (expected NAMESPACE_NAME/NAME, NAMESPACE_NAME/*, /NAME or "")`
	if key == "" {
		return ""
	}
	namespace, name, found := strings.Cut(key, "/")
	if !found || strings.Contains(name, "/") {
		return "key in invalid format: " + short(key) + expected
	}
	if reasons := validation.IsDNS1123Label(namespace); namespace != "" && len(reasons) > 0 {
		return "key " + short(key) + ": parsed host namespace is not valid namespace name: " + because(reasons)
	}
	if reasons := validation.IsDNS1123Subdomain(name); name != "*" && len(reasons) > 0 {
		return "key " + short(key) + ": parsed object name is not valid name: " + because(reasons)
	}
	if key == "/*" {
		return "key in invalid format: " + key + expected
	}
	return ""
}

// valueReason says what is wrong with the virtual side of a pair whose key is right.
func valueReason(key, value string) string {
	namespace, name, found := strings.Cut(value, "/")
	switch {
	case key != "" && !found, strings.Contains(name, "/"), found && name == "":
		return "value in invalid format: " + short(value) + ` (expected NAMESPACE_NAME/NAME or NAMESPACE_NAME/* or NAMESPACE if key is "")`
	case strings.HasSuffix(key, "/*") && name != "*":
		return "key that matches all objects in the namespace: " + short(key) + " but value does not: " + short(value) +
			". Please make sure that value for this key is in the format of NAMESPACE_NAME/*"
	}
	if reasons := validation.IsDNS1123Label(namespace); len(reasons) > 0 {
		return "value " + short(value) + ": parsed virtual namespace is not valid namespace name: " + because(reasons)
	}
	if reasons := validation.IsDNS1123Subdomain(name); found && name != "*" && len(reasons) > 0 {
		return "value " + short(value) + ": parsed object name is not valid name: " + because(reasons)
	}
	return ""
}
