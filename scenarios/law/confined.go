package law

import (
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/scenarios/history"
)

// confined: on the host the engine writes in the virtual cluster's namespace
// only, and kinds that are in none under a name of their own; in the virtual cluster it writes configured kinds and events only.
// Requests count, answered well or not: asking is already wrong.
func confined(h history.History, v *Verdict) {
	replay(h, func(w *world, c history.Call) {
		if !c.Actor.IsEngine() || !c.Mutating() || review(c) {
			return
		}
		if c.Side == hostSide {
			v.check(c.Namespace == h.Namespace || w.mapped(c.Namespace) || w.settings.clusterWide(c.Resource.GroupResource()), "%s: outside the virtual cluster's namespace %q", describe(c), h.Namespace)
			return
		}
		v.check(w.settings.writesVirtual(c.Resource.GroupResource()), "%s: the configuration does not sync this kind", describe(c))
	})
}

// clusterWide reports whether copies of a kind that flows to the host are in no namespace.
func (s settings) clusterWide(resource schema.GroupResource) bool {
	switch resource.String() {
	case "nodes":
		return s.changesNodes()
	case "namespaces":
		return s.toHost(resource) || s.hashes
	case "priorityclasses.scheduling.k8s.io", "storageclasses.storage.k8s.io", "persistentvolumes",
		"volumesnapshotcontents.snapshot.storage.k8s.io":
		return s.toHost(resource)
	}
	return false
}

// review reports whether a call only asks a question in the form of a create.
func review(c history.Call) bool {
	return c.Resource.Group == "authorization.k8s.io" || c.Resource.Group == "authentication.k8s.io" || c.Subresource == "token"
}

// writesVirtual reports whether an engine may write a kind in the virtual
// cluster: one that flows in either direction, and events. Volumes and nodes
// come with what needs them; namespaces come with mapped objects.
func (s settings) writesVirtual(resource schema.GroupResource) bool {
	if s.toHost(resource) || s.fromHost(resource) {
		return true
	}
	switch resource.String() {
	case "events", "events.events.k8s.io":
		return true
	case "nodes":
		return s.toHost(schema.GroupResource{Resource: "pods"})
	case "persistentvolumes":
		return s.toHost(schema.GroupResource{Resource: "persistentvolumeclaims"})
	case "namespaces":
		return s.secured || s.replicates || s.fromHost(schema.GroupResource{Resource: "configmaps"}) || s.fromHost(schema.GroupResource{Resource: "secrets"}) || s.anyCustom()
	case "customresourcedefinitions.apiextensions.k8s.io":
		return s.anyCustom() || s.snapshots()
	}
	return false
}
