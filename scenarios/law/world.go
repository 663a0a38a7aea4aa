package law

import (
	"slices"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"

	"github.com/syncspec/syncspec/scenarios/history"
)

// The sides as calls spell them.
const (
	hostSide    = "host"
	virtualSide = "virtual"
)

// key is where an object lives. Versions of an API group share their objects.
type key struct {
	side            string
	resource        schema.GroupResource
	namespace, name string
}

// keyOf is the place a call is about; a generated name is taken from the answer.
func keyOf(c history.Call) key {
	k := key{c.Side, c.Resource.GroupResource(), c.Namespace, c.Name}
	if k.name == "" && c.After != nil {
		k.name = c.After.GetName()
	}
	return k
}

// world is what both clusters hold at one moment of a history.
type world struct {
	name, namespace string
	// settings are those of the engine that runs, or ran last.
	settings settings
	objects  map[key]*unstructured.Unstructured
	// lives has the last known state of every object there ever was, by uid and side.
	lives map[life]*unstructured.Unstructured
	// copies are the uids of the host objects that carried our full identity once.
	copies map[types.UID]bool
	// made are the uids of the virtual objects an engine created.
	made map[types.UID]bool
}

// life is one object from its creation to its end.
type life struct {
	side string
	uid  types.UID
}

// replay shows look every call in the order the calls began, each with the
// world as it was before, and returns the world at the end. Order of beginning,
// because an effect may be answered before its cause is, never begun before.
func replay(h history.History, look func(before *world, call history.Call)) *world {
	w := seed(h)
	configs := newTimetable(h)
	for _, call := range begun(h.Calls) {
		w.settings = configs.at(call.Seq)
		if look != nil {
			look(w, call)
		}
		w.apply(call)
		w.make(call)
	}
	w.settings = configs.final
	return w
}

// begun sorts calls by when they began; calls of one instant keep their order,
// and so do all if some do not say when.
func begun(calls []history.Call) []history.Call {
	sorted := slices.Clone(calls)
	if slices.ContainsFunc(sorted, func(c history.Call) bool { return c.At.IsZero() }) {
		return sorted
	}
	slices.SortStableFunc(sorted, func(a, b history.Call) int { return a.At.Compare(b.At) })
	return sorted
}

// seed is the world before the first call.
func seed(h history.History) *world {
	w := &world{
		name: h.Name, namespace: h.Namespace,
		objects: map[key]*unstructured.Unstructured{},
		lives:   map[life]*unstructured.Unstructured{},
		copies:  map[types.UID]bool{},
		made:    map[types.UID]bool{},
	}
	for _, side := range []string{virtualSide, hostSide} {
		for i := range h.Seeded[side] {
			object := &h.Seeded[side][i]
			plural, _ := meta.UnsafeGuessKindToResource(object.GroupVersionKind())
			w.store(key{side, plural.GroupResource(), object.GetNamespace(), object.GetName()}, object)
		}
	}
	return w
}

// at returns the object at a place, nil if there is none.
func (w *world) at(k key) *unstructured.Unstructured { return w.objects[k] }

// known returns the last state of an object there was at any time up to now.
func (w *world) known(side string, uid types.UID) *unstructured.Unstructured {
	return w.lives[life{side, uid}]
}

// alive returns the object with this uid if it is there now.
func (w *world) alive(k key, uid types.UID) *unstructured.Unstructured {
	last := w.known(k.side, uid)
	if last == nil {
		return nil
	}
	k.namespace, k.name = last.GetNamespace(), last.GetName()
	if now := w.at(k); now != nil && now.GetUID() == uid {
		return now
	}
	return nil
}

// each calls do for every object of one side.
func (w *world) each(side string, do func(k key, object *unstructured.Unstructured)) {
	for k, object := range w.objects {
		if k.side == side {
			do(k, object)
		}
	}
}
