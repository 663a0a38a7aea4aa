package law

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/scenarios/history"
)

// told: the tenant hears of what cannot be synced, once. Each virtual object
// gets one Warning event for one reason and message, and one that the host
// refuses to take gets one at all.
func told(h history.History, v *Verdict) {
	warnings := warningsOf(h)
	once(warnings, v)
	end := replay(h, nil)
	first := map[key]bool{}
	replay(h, func(w *world, c history.Call) {
		if !refusedCopy(c) {
			return
		}
		k, virtual := w.wanted(c)
		if virtual == nil || first[k] || end.alive(k, virtual.GetUID()) == nil {
			return
		}
		first[k] = true
		heard := false
		for _, warning := range warnings {
			heard = heard || warning.seq > c.Seq && warning.about(virtual)
		}
		v.check(heard, "%s: refused (%s), and no Warning event on the virtual object says so", describe(c), c.Message)
	})
}

// warning is a Warning event the engine wrote in the virtual cluster.
type warning struct {
	event
	seq     int
	created bool
	call    history.Call
}

func warningsOf(h history.History) []warning {
	var found []warning
	for _, c := range h.Calls {
		if !engineWrote(c) || !isEvent(c) || c.Side != virtualSide || deletes(c) || allocation(c) {
			continue
		}
		if e := eventOf(c); e.kind == "Warning" {
			found = append(found, warning{e, c.Seq, c.Verb == "create", c})
		}
	}
	return found
}

// once: no two events of one object say the same. Raising the count of an event is no second one.
func once(warnings []warning, v *Verdict) {
	seen := map[event]bool{}
	for _, warning := range warnings {
		if !warning.created {
			continue
		}
		v.check(!seen[warning.event], "%s: %s %q was told about %s %s/%s before", describe(warning.call),
			warning.reason, warning.note, warning.regards, warning.namespace, warning.name)
		seen[warning.event] = true
	}
}

// refusedCopy reports whether the host refused to take a copy for a reason that
// will not pass by itself. A conflict may be with our own earlier create.
func refusedCopy(c history.Call) bool {
	if !c.Actor.IsEngine() || c.Side != hostSide || c.Verb != "create" || c.Subresource != "" {
		return false
	}
	return c.Code >= 400 && c.Code < 500 && c.Code != 401 && c.Code != 409 && c.Code != 429
}

// wanted finds the virtual object a create on the host was meant to copy, by
// the markers in the request. Nil when the request does not say, or it is gone.
func (w *world) wanted(c history.Call) (key, *unstructured.Unstructured) {
	body := &unstructured.Unstructured{Object: c.Body}
	k := namesake(keyOf(c), body)
	return k, w.at(k)
}
