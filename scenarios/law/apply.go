package law

import (
	"strconv"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	"github.com/syncspec/syncspec/scenarios/history"
)

// apply does to the world what an answered call did to its server.
func (w *world) apply(c history.Call) {
	if !c.Mutating() || !c.OK() {
		return
	}
	switch {
	case c.Verb == "deletecollection":
		w.removeAll(c)
	case deletes(c):
		w.remove(c)
	case c.Subresource == "binding":
		w.bind(c)
	case c.After != nil && stores(c.Subresource):
		w.store(keyOf(c), c.After)
	}
}

// deletes reports whether a call asks for one object's end.
func deletes(c history.Call) bool { return c.Verb == "delete" || c.Subresource == "eviction" }

// stores reports whether what a write of this subresource returns is the object itself.
func stores(subresource string) bool {
	switch subresource {
	case "", "status", "resize", "ephemeralcontainers":
		return true
	}
	return false
}

// bind puts a pod on the node that a binding names; the answer to one is not the pod.
func (w *world) bind(c history.Call) {
	k := keyOf(c)
	node, _, err := unstructured.NestedString(c.Body, "target", "name")
	pod := w.at(k)
	if err != nil || pod == nil {
		return
	}
	bound := pod.DeepCopy()
	if err := unstructured.SetNestedField(bound.Object, node, "spec", "nodeName"); err == nil {
		w.store(k, bound)
	}
}

// store puts an object in its place unless a newer state of it is there already,
// which happens when two writes overlap. An object that waits for nothing any
// more after its deletion is gone.
func (w *world) store(k key, object *unstructured.Unstructured) {
	if old := w.at(k); old != nil && older(object, old) {
		return
	}
	w.lives[life{k.side, object.GetUID()}] = object
	if k.side == hostSide && w.ours(object) {
		w.copies[object.GetUID()] = true
	}
	if object.GetDeletionTimestamp() != nil && !waits(object) {
		delete(w.objects, k)
		return
	}
	w.objects[k] = object
}

// remove does what a delete did: end the object, or mark it as ending.
func (w *world) remove(c history.Call) {
	k := keyOf(c)
	old := w.at(k)
	if old == nil || !sameLife(old, c) {
		return
	}
	switch {
	case c.After != nil && c.After.GetUID() == old.GetUID() && waits(c.After) && c.After.GetDeletionTimestamp() != nil:
		w.store(k, c.After)
	case len(old.GetFinalizers()) > 0:
		w.objects[k] = ending(old, c)
		w.lives[life{k.side, old.GetUID()}] = w.objects[k]
	default:
		delete(w.objects, k)
		if isService(k) { // an API server takes the endpoints of that name along
			k.resource.Resource = "endpoints"
			delete(w.objects, k)
		}
	}
}

// removeAll ends every object of a namespace: which ones a selector meant is
// not known, and only people delete that way.
func (w *world) removeAll(c history.Call) {
	for k := range w.objects {
		if k.side == c.Side && k.resource == c.Resource.GroupResource() && k.namespace == c.Namespace {
			delete(w.objects, k)
		}
	}
}

// waits reports whether something still holds an object that is being deleted.
func waits(object *unstructured.Unstructured) bool {
	grace := object.GetDeletionGracePeriodSeconds()
	return len(object.GetFinalizers()) > 0 || grace != nil && *grace > 0
}

// ending is a copy of an object with the mark of its deletion.
func ending(object *unstructured.Unstructured, c history.Call) *unstructured.Unstructured {
	object = object.DeepCopy()
	if object.GetDeletionTimestamp() == nil {
		_ = unstructured.SetNestedField(object.Object, c.At.UTC().Format("2006-01-02T15:04:05Z"), "metadata", "deletionTimestamp")
	}
	return object
}

// sameLife reports whether a delete can have meant this object and not an
// earlier or later one in its place.
func sameLife(object *unstructured.Unstructured, c history.Call) bool {
	if uid := precondition(c); uid != "" && uid != object.GetUID() {
		return false
	}
	return c.After == nil || c.After.GetUID() == "" || c.After.GetUID() == object.GetUID()
}

// precondition is the uid a delete insists on, empty if it takes anything.
func precondition(c history.Call) types.UID {
	uid, _, _ := unstructured.NestedString(c.Body, "preconditions", "uid")
	return types.UID(uid)
}

// older reports whether a is an earlier state of the same object than b.
func older(a, b *unstructured.Unstructured) bool {
	if a.GetUID() != b.GetUID() {
		return false
	}
	x, errX := strconv.ParseUint(a.GetResourceVersion(), 10, 64)
	y, errY := strconv.ParseUint(b.GetResourceVersion(), 10, 64)
	return errX == nil && errY == nil && x < y
}
