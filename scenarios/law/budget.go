package law

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/scenarios/history"
)

const (
	// ownBudget is how many writes on one object a change of it or of its
	// partner may cause: content, status, and one to make it again.
	ownBudget = 3
	// otherBudget is how many a change of any other object may cause.
	otherBudget = 1
)

// bounded: at every moment the engine has written an object at most as often as
// the deeds up to then allow. Each start of the engine counts as a change of everything.
func bounded(h history.History, v *Verdict) {
	own, writes := map[key]int{}, map[key]int{}
	deeds := 0
	replay(h, func(w *world, c history.Call) {
		if !c.OK() || !c.Mutating() || isEvent(c) {
			return
		}
		pair, place := w.pairOf(c), keyOf(c)
		if disturbs(c) {
			deeds++
			own[pair]++
			return
		}
		if !engineWrote(c) {
			return
		}
		writes[place]++
		starts := max(1, startsBefore(h, c))
		budget := ownBudget*(own[pair]+starts) + otherBudget*(deeds-own[pair])
		v.check(writes[place] <= budget, "%s: write number %d on this object, %d are allowed for %d deeds",
			describe(c), writes[place], budget, deeds)
	})
}

// pairOf names a pair by its virtual object, or by the host object if that is no copy.
func (w *world) pairOf(c history.Call) key {
	k := keyOf(c)
	if k.side == virtualSide {
		return k
	}
	for _, state := range []*unstructured.Unstructured{w.at(k), c.After} {
		if state != nil && w.claimed(state) && state.GetAnnotations()[objectName] != "" {
			return namesake(k, state)
		}
	}
	k.side = virtualSide
	return k
}

func startsBefore(h history.History, c history.Call) int {
	n := 0
	for _, mark := range h.Marks {
		if mark.Name == startMark && mark.Seq < c.Seq {
			n++
		}
	}
	return n
}
