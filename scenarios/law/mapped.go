package law

import (
	"cmp"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/scenarios/history"
)

// mappings are the pairs by which a kind comes from the host under other names
// (FCM-02 to FCM-06); none for a kind that keeps them.
func (s settings) mappings(resource schema.GroupResource) map[string]string {
	if custom := s.entry("fromHost", resource); custom != nil {
		pairs, _, _ := unstructured.NestedStringMap(custom, "mappings", "byName")
		return pairs
	}
	kind := flows()[resource.String()].fromHost
	pairs, _, _ := unstructured.NestedStringMap(s.sync, "fromHost", kind, "mappings", "byName")
	return pairs
}

// sources are the host objects a pair of a mapping can have in mind for a virtual
// name; own is the virtual cluster's host namespace.
func sources(pairs map[string]string, own string, k key) []key {
	var found []key
	for from, to := range pairs {
		namespace, name, _ := strings.Cut(from, "/")
		toNamespace, toName, _ := strings.Cut(to, "/")
		keeps := toName == "" || toName == "*"
		if toNamespace != k.namespace || !keeps && toName != k.name || keeps && name != "" && name != "*" && name != k.name {
			continue
		}
		if name == "" || name == "*" {
			name = k.name
		}
		found = append(found, key{hostSide, k.resource, cmp.Or(namespace, own), name})
	}
	return found
}

// mirrorGone reports whether a mapped object has lost what it is the copy of: no
// host object appears under its name any more, or one with another content than
// an immutable copy can be given. What the engine did not make itself was never a
// copy, and stays, but for custom resources: all of them are the host's (CR-15).
func (w *world) mirrorGone(k key, virtual *unstructured.Unstructured) bool {
	if !w.made[virtual.GetUID()] && !w.settings.custom("fromHost", k.resource) {
		return false
	}
	for _, source := range sources(w.settings.mappings(k.resource), w.namespace, k) {
		host := w.at(source)
		if host == nil || host.GetLabels()[managedBy] != "" || host.GetDeletionTimestamp() != nil {
			continue
		}
		if virtual.Object["immutable"] != true && virtual.Object["type"] == host.Object["type"] {
			return false
		}
	}
	return true
}

// make notes what an engine made in the virtual cluster.
func (w *world) make(c history.Call) {
	if c.Actor.IsEngine() && c.Side == virtualSide && c.Verb == "create" && c.OK() && c.After != nil {
		w.made[c.After.GetUID()] = true
	}
}
