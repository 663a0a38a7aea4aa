package law

import (
	"reflect"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/scenarios/history"
)

// quiet: the engine writes only what changes something, a bounded number of
// times for what people did, and nothing at all between rest and the next deed.
func quiet(h history.History, v *Verdict) {
	noEmptyWrites(h, v)
	bounded(h, v)
	noWritesAtRest(h, v)
}

// noEmptyWrites: a write leaves the object other than it was.
func noEmptyWrites(h history.History, v *Verdict) {
	replay(h, func(w *world, c history.Call) {
		if !engineWrote(c) || c.Verb != "update" && c.Verb != "patch" || c.After == nil || !stores(c.Subresource) {
			return
		}
		before := w.at(keyOf(c))
		if before == nil || before.GetUID() != c.After.GetUID() || older(c.After, before) {
			return
		}
		v.check(released(before, c.After) || !same(before, c.After), "%s: the write changed nothing", describe(c))
	})
}

// released reports whether a write took the last finalizer off an object that was
// being deleted: it is gone then, and was not stored again.
func released(before, after *unstructured.Unstructured) bool {
	return before.GetDeletionTimestamp() != nil && len(before.GetFinalizers()) > 0 && len(after.GetFinalizers()) == 0
}

// same compares two states of one object but for what every write moves.
func same(a, b *unstructured.Unstructured) bool {
	if a.GetResourceVersion() != "" && a.GetResourceVersion() == b.GetResourceVersion() {
		return true
	}
	return reflect.DeepEqual(essence(a), essence(b))
}

func essence(object *unstructured.Unstructured) map[string]any {
	object = object.DeepCopy()
	for _, field := range []string{"resourceVersion", "managedFields", "generation"} {
		unstructured.RemoveNestedField(object.Object, "metadata", field)
	}
	return object.Object
}

// noWritesAtRest: after a mark "settled" the engine writes nothing until a
// person acts or the engine is started or stopped.
func noWritesAtRest(h history.History, v *Verdict) {
	for i, mark := range h.Marks {
		if mark.Name != settledMark {
			continue
		}
		rest := true
		for _, c := range begun(h.Calls) {
			if c.Seq <= mark.Seq {
				continue
			}
			rest = rest && !disturbs(c) && !restarted(h.Marks[i+1:], c)
			if rest && engineWrote(c) && !allocation(c) {
				v.check(false, "%s: after the engine had come to rest", describe(c))
			}
		}
		v.Checked++
	}
}

// disturbs reports whether a call is a person's deed that may need an answer.
func disturbs(c history.Call) bool { return !c.Actor.IsEngine() && c.Mutating() }

// restarted reports whether the engine was started or stopped at one of the marks, before a call.
func restarted(marks []history.Mark, c history.Call) bool {
	return slices.ContainsFunc(marks, func(mark history.Mark) bool {
		return (mark.Name == startMark || mark.Name == stopMark) && mark.Seq < c.Seq
	})
}

// engineWrote reports whether a call is a write of the engine that was carried out.
func engineWrote(c history.Call) bool {
	return c.Actor.IsEngine() && c.Mutating() && c.OK() && !review(c)
}
