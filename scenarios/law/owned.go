package law

import (
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/scenarios/history"
)

// owned: what the engine changed or deleted on the host carried our identity
// before that: the label with the virtual cluster's name, and for namespaced
// kinds name, namespace and uid of a virtual object there is or was.
// So is the unmarked token secret of a pod, by who owns it (POD-91).
// An object that had all of it once and still has the label stays ours: others
// may not take it away by editing annotations. So does one that has all the rest,
// for only who says that it is another's takes it away by the label (OWN-10).
// Refused writes changed nothing.
func owned(h history.History, v *Verdict) {
	replay(h, func(w *world, c history.Call) {
		if !c.Actor.IsEngine() || c.Side != hostSide || !c.OK() || !changesOne(c) {
			return
		}
		before := w.at(keyOf(c))
		if before == nil {
			return
		}
		v.check(w.ours(before) || isReplica(before) || deletes(c) && w.derived(keyOf(c), before) || w.nodeOf(keyOf(c), before) != "" || isNode(keyOf(c).resource) && w.settings.changesNodes() || w.copies[before.GetUID()] && (w.labelled(before) || w.unlabelled(before)) || w.keeps(before), "%s: the object was not ours: labels %v, annotations %v",
			describe(c), before.GetLabels(), before.GetAnnotations())
	})
}

// derived reports whether a host controller made endpoints of the copy of a
// service: it took the service's name and labels along (EP-04).
func (w *world) derived(k key, host *unstructured.Unstructured) bool {
	service := w.at(key{hostSide, schema.GroupResource{Resource: "services"}, k.namespace, k.name})
	return k.resource.String() == "endpoints" && host.GetAnnotations()[objectName] == "" && w.labelled(host) &&
		service != nil && w.ours(service)
}

// changesOne reports whether a call changes or deletes an object that is there.
func changesOne(c history.Call) bool {
	return c.Verb == "update" || c.Verb == "patch" || deletes(c)
}

// ours reports whether a host object carries this virtual cluster's full identity.
func (w *world) ours(host *unstructured.Unstructured) bool {
	return w.claimed(host) && (host.GetNamespace() == "" || w.annotated(host))
}

// unlabelled reports whether a host object carries all of it but for the label.
func (w *world) unlabelled(host *unstructured.Unstructured) bool {
	return host.GetLabels()[managedBy] == "" && truthful(host) && w.annotated(host)
}

// annotated reports whether a host object says of which virtual object it is.
func (w *world) annotated(host *unstructured.Unstructured) bool {
	marks := host.GetAnnotations()
	return marks[objectName] != "" && marks[objectNamespace] != "" &&
		markedUID(host) != "" && w.known(virtualSide, markedUID(host)) != nil
}

// keeps reports whether a secret without marks holds the tokens of a pod of ours:
// its owner is a host pod of ours, or our service as long as there is no pod (POD-92).
func (w *world) keeps(secret *unstructured.Unstructured) bool {
	if secret.GetKind() != "Secret" || secret.GetAnnotations()[skipBacksync] != "true" {
		return false
	}
	return slices.ContainsFunc(secret.GetOwnerReferences(), func(owner metav1.OwnerReference) bool {
		service := w.known(hostSide, owner.UID)
		return w.copies[owner.UID] || service != nil && service.GetKind() == "Service" &&
			service.GetName() == w.name && service.GetNamespace() == w.namespace
	})
}
