package law

import (
	"k8s.io/apimachinery/pkg/types"

	"github.com/syncspec/syncspec/scenarios/history"
)

// injective: a host object is the copy of one virtual object as long as it
// lives. The first uid the engine stamped on it, or found on it, stays.
func injective(h history.History, v *Verdict) {
	stamped := map[types.UID]types.UID{}
	replay(h, func(w *world, c history.Call) {
		if !c.Actor.IsEngine() || c.Side != hostSide || !c.OK() || c.After == nil || !stores(c.Subresource) || deletes(c) {
			return
		}
		host, uid := c.After.GetUID(), markedUID(c.After)
		first, known := stamped[host]
		if !known {
			first = w.foundStamp(c)
		}
		if uid == "" && first == "" {
			return
		}
		fine := first == "" || uid == first || w.reborn(c, first)
		v.check(fine, "%s: it was the copy of virtual uid %q and is now that of %q", describe(c), first, uid)
		stamped[host] = uid
	})
}

// foundStamp is the uid of a virtual object a host object carried before the
// engine's first write; a uid no virtual object ever had was forged and counts for nothing.
func (w *world) foundStamp(c history.Call) types.UID {
	before := w.at(keyOf(c))
	if before == nil || before.GetUID() != c.After.GetUID() || w.known(virtualSide, markedUID(before)) == nil {
		return ""
	}
	return markedUID(before)
}

// reborn reports whether a copy follows its virtual object into its next life: a
// service is made again to get a cluster IP (SVC-07), a claim for its volume (PVC-13).
func (w *world) reborn(c history.Call, first types.UID) bool {
	k := keyOf(c)
	if !keepsCopy(k) {
		return false
	}
	return w.sameName(first, namesake(k, c.After)) && w.alive(key{side: virtualSide, resource: k.resource}, first) == nil
}

// sameName reports whether the virtual object that had this uid lived at this place.
func (w *world) sameName(uid types.UID, k key) bool {
	last := w.known(virtualSide, uid)
	return last != nil && last.GetNamespace() == k.namespace && last.GetName() == k.name
}
