package law

import (
	"reflect"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/scenarios/history"
)

// just: every delete of the engine insists on a uid, and every one that was
// carried out has a cause that lies before it.
func just(h history.History, v *Verdict) {
	partners := map[life]bool{}
	replay(h, func(w *world, c history.Call) {
		if c.Side == hostSide && c.OK() && c.After != nil {
			partners[life{virtualSide, markedUID(c.After)}] = true
		}
		if !c.Actor.IsEngine() || !deletes(c) && c.Verb != "deletecollection" || isEvent(c) {
			return
		}
		v.check(precondition(c) != "" || c.Subresource == "eviction", "%s: no uid precondition", describe(c))
		before := w.at(keyOf(c))
		if before == nil || !c.OK() {
			return
		}
		if c.Side == hostSide {
			v.check(w.hostDeleteCaused(keyOf(c), before), "%s: its virtual object is there, and nothing else asks for this", describe(c))
			return
		}
		seen := partners[life{virtualSide, before.GetUID()}] || seededCopy(h, before)
		v.check(w.virtualDeleteCaused(keyOf(c), before, seen), "%s: neither its host object nor a rule asks for this", describe(c))
	})
}

// hostDeleteCaused: the virtual object is gone, ending or another one by now,
// the copy is ending already, a Secret or ConfigMap is not needed any more, or
// the host's own controllers look after the endpoints of a service.
func (w *world) hostDeleteCaused(k key, host *unstructured.Unstructured) bool {
	if host.GetDeletionTimestamp() != nil {
		return true
	}
	if node := w.nodeOf(k, host); node != "" {
		return w.at(key{side: virtualSide, resource: schema.GroupResource{Resource: "nodes"}, name: node}) == nil || !w.settings.proxiesKubelets()
	}
	virtual := w.partner(k, host)
	if virtual == nil || virtual.GetDeletionTimestamp() != nil {
		return true
	}
	if w.byController(virtual) {
		return true
	}
	return w.onlyWhenUsed(k, virtual) && !w.used(namesake(k, host))
}

// onlyWhenUsed reports whether a virtual object is copied only while something refers to it.
func (w *world) onlyWhenUsed(k key, virtual *unstructured.Unstructured) bool {
	if k.resource.Group != "" || k.resource.Resource != "secrets" && k.resource.Resource != "configmaps" {
		return false
	}
	return !w.settings.all(k.resource) && virtual.GetAnnotations()[forceSync] != "true"
}

// virtualDeleteCaused: the object is ending already; it had a host copy that is
// gone or ending; it is a mirror of a host object that is gone or not selected;
// a service must take the cluster IP of its host copy (SVC-07); a pod is on
// another node than its host pod (POD-134, POD-135); or it ran before and has no
// host pod (POD-155).
func (w *world) virtualDeleteCaused(k key, virtual *unstructured.Unstructured, hadCopy bool) bool {
	if virtual.GetDeletionTimestamp() != nil || isReplica(virtual) && virtual.GetAnnotations()[objectHostName] != "" {
		return true
	}
	if isNode(k.resource) {
		return w.nodeUnwanted(k.name, virtual)
	}
	if w.settings.fromHost(k.resource) && w.unwanted(k, virtual) {
		return true
	}
	if w.unnamed(k, virtual) {
		return true
	}
	host := w.copyOf(k, virtual)
	if host == nil || host.GetDeletionTimestamp() != nil {
		started, _, _ := unstructured.NestedString(virtual.Object, "status", "startTime")
		return hadCopy || k.resource.Resource == "pods" && started != ""
	}
	return isService(k) && clusterIP(host) != clusterIP(virtual) || elsewhere(virtual, host) ||
		keepsCopy(k) && volumeName(host) != volumeName(virtual)
}

// unnamed reports whether a volume that is shown for a claim has lost its reason:
// no claim names it any more (PV-04, PV-05), or where volumes are synced, the host's
// volume is gone or bound to nobody of ours (PV-13, PV-24).
func (w *world) unnamed(k key, virtual *unstructured.Unstructured) bool {
	switch k.resource.Resource {
	case "persistentvolumes":
	case "volumesnapshotcontents":
		return virtual.GetAnnotations()[prefix+"host-volumesnapshotcontent"] != "" && w.at(key{side: hostSide, resource: k.resource, name: k.name}) == nil
	default:
		return false
	}
	if w.settings.toHost(k.resource) {
		return virtual.GetAnnotations()[prefix+"host-pv"] != "" && !w.boundToOurs(k.name)
	}
	named := false
	w.each(virtualSide, func(at key, claim *unstructured.Unstructured) {
		named = named || at.resource.Resource == "persistentvolumeclaims" && volumeName(claim) == k.name
	})
	return !named
}

// boundToOurs reports whether a volume of the host is bound to the copy of a claim.
func (w *world) boundToOurs(volume string) bool {
	host := w.at(key{side: hostSide, resource: schema.GroupResource{Resource: "persistentvolumes"}, name: volume})
	if host == nil {
		return false
	}
	name, _, _ := unstructured.NestedString(host.Object, "spec", "claimRef", "name")
	namespace, _, _ := unstructured.NestedString(host.Object, "spec", "claimRef", "namespace")
	claim := w.at(key{side: hostSide, resource: schema.GroupResource{Resource: "persistentvolumeclaims"}, namespace: namespace, name: name})
	return claim != nil && w.claimed(claim)
}

func volumeName(claim *unstructured.Unstructured) string {
	name, _, _ := unstructured.NestedString(claim.Object, "spec", "volumeName")
	return name
}

// unwanted reports whether the host gives no reason for a mirrored object as it
// is: some fields of a class cannot change, so one that differs in them has to go
// too (RTC-37). Namespaced kinds arrive under mapped names: those are not judged.
func (w *world) unwanted(k key, virtual *unstructured.Unstructured) bool {
	if len(w.settings.mappings(k.resource)) > 0 {
		return w.mirrorGone(k, virtual)
	}
	if k.namespace != "" {
		return true // capacities get another name that nobody configured: not judged
	}
	host := w.at(key{side: hostSide, resource: k.resource, name: k.name})
	node := w.at(key{side: virtualSide, resource: schema.GroupResource{Resource: "nodes"}, name: k.name})
	return host == nil || host.GetDeletionTimestamp() != nil || k.resource.Resource == "csinodes" && node == nil ||
		!w.settings.selects(k.resource, host.GetLabels()) && !passes(k.resource, k.name) || fixedDiffer(host, virtual)
}

// fixedDiffer reports whether two classes differ in a field that nobody can change.
func fixedDiffer(host, virtual *unstructured.Unstructured) bool {
	for _, field := range [][]string{{"handler"}, {"value"}, {"preemptionPolicy"}, {"spec", "controller"},
		{"provisioner"}, {"parameters"}, {"reclaimPolicy"}, {"volumeBindingMode"}} {
		own, _, _ := unstructured.NestedFieldNoCopy(virtual.Object, field...)
		given, _, _ := unstructured.NestedFieldNoCopy(host.Object, field...)
		if !reflect.DeepEqual(own, given) {
			return true
		}
	}
	return false
}

// seededCopy reports whether a copy of the virtual object was on the host before the first call.
func seededCopy(h history.History, virtual *unstructured.Unstructured) bool {
	for i := range h.Seeded[hostSide] {
		if markedUID(&h.Seeded[hostSide][i]) == virtual.GetUID() {
			return true
		}
	}
	return false
}

// elsewhere reports whether a pod was bound to a node that is not its copy's.
func elsewhere(virtual, host *unstructured.Unstructured) bool {
	own, _, _ := unstructured.NestedString(virtual.Object, "spec", "nodeName")
	copied, _, _ := unstructured.NestedString(host.Object, "spec", "nodeName")
	return own != "" && own != copied
}

func clusterIP(service *unstructured.Unstructured) string {
	ip, _, _ := unstructured.NestedString(service.Object, "spec", "clusterIP")
	return ip
}
