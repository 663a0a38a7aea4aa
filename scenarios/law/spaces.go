package law

import (
	"regexp"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// mapped reports whether the configuration gives copies this host namespace
// beside the virtual cluster's own (NS-03 to NS-06).
func (w *world) mapped(namespace string) bool {
	if w.settings.hashes && hashedNamespace.MatchString(namespace) {
		return true
	}
	if !w.settings.enabled("toHost", "namespaces", false) {
		return false
	}
	pairs, _, _ := unstructured.NestedStringMap(w.settings.sync, "toHost", "namespaces", "mappings", "byName")
	for _, host := range pairs {
		host = strings.ReplaceAll(host, "${name}", w.name)
		prefix, pattern := strings.CutSuffix(host, "*")
		if namespace == host || pattern && prefix != "" && strings.HasPrefix(namespace, prefix) && namespace != prefix {
			return true
		}
	}
	return false
}

var hashedNamespace = regexp.MustCompile(`^vcluster-[0-9a-f]{8}-[0-9a-f]{8}$`)
