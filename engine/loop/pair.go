package loop

import (
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// pair is what the loop remembers of one virtual name.
type pair struct {
	base plan.Base
	// expected are own writes the caches have not shown yet.
	expected map[dependency]expectation
	// owed is set when the pair was to be planned while a write was on its way back.
	owed bool
	// reads is what the last plan was made from.
	reads []dependency
	// sawHost is what the cache showed under the copy's name when the pair was read.
	sawHost *unstructured.Unstructured
	// deleted is set once the copy was seen to be deleted on the host.
	deleted bool
	// found is a host object read from the server because no cache shows it.
	found *unstructured.Unstructured
	// foundUntil is when found has to be read again.
	foundUntil time.Time
	// beside is what is known of objects that no cache shows: nil for one that is not there.
	beside map[object.Key]*unstructured.Unstructured
	// told is what has been said about it in events.
	told map[string]bool
	// warned is the last warning logged about it.
	warned string
	// noted is what was last logged of its patches.
	noted string
	// circle tells whether its patches ever come to rest.
	circle circle
	// stale counts attempts in a row that met an object newer than the cache's.
	stale int
}

// expectation is a write that has to come back through the watch.
type expectation struct {
	// version is what the write returned; empty for a deletion of the object with this uid.
	version string
	uid     string
	// last is set when the write took away what the object still waited for: it ends
	// with it, and the version that was returned is the one from before.
	last bool
}

// expecting is the expectation of a write on the object with a uid that returned this;
// a deletion returns nil.
func expecting(uid string, stored *unstructured.Unstructured) expectation {
	switch {
	case stored == nil:
		return expectation{uid: uid}
	case stored.GetDeletionTimestamp() != nil && !lingers(stored):
		return expectation{uid: string(stored.GetUID()), last: true}
	}
	return expectation{uid: uid, version: stored.GetResourceVersion()}
}

// echoed reports whether a copy came back as it was written, and nothing else has
// to be planned; then the memory of the pair is what the cache now holds.
func (p *pair) echoed(e expectation, now *unstructured.Unstructured) bool {
	switch {
	case p.owed || len(p.expected) > 0 || now == nil || now.GetResourceVersion() != e.version:
		return false
	case !object.SameContent(p.base.Host, now):
		return false
	}
	p.base.Host = now
	return true
}

// met reports whether a cache that shows this object has seen the write.
func (e expectation) met(now *unstructured.Unstructured) bool {
	switch {
	case now == nil:
		return e.version == ""
	case e.last:
		return string(now.GetUID()) != e.uid
	case e.version == "":
		return string(now.GetUID()) != e.uid || lingers(now)
	}
	return !cluster.Older(now.GetResourceVersion(), e.version)
}

// lingers reports whether a deleted object stays for a while: for its grace
// period or its finalizers. Others show up as terminating for a moment only.
func lingers(o *unstructured.Unstructured) bool {
	grace := o.GetDeletionGracePeriodSeconds()
	return o.GetDeletionTimestamp() != nil && (len(o.GetFinalizers()) > 0 || grace != nil && *grace > 0)
}

// dependency is one object a plan was made from.
type dependency struct {
	side   object.Side
	recipe *recipe.Recipe
	key    object.Key
}

func (l *Loop) pair(i item) *pair {
	p := l.pairs[i]
	if p == nil {
		p = &pair{expected: map[dependency]expectation{}}
		l.pairs[i] = p
	}
	return p
}

// remember stores what a plan read, in place of what the one before read. What
// changed since it was read woke nobody, so the name is queued for it here. The
// lock is held.
func (l *Loop) remember(i item, p *pair, reads []reading) {
	for _, d := range p.reads {
		delete(l.wakes[d], i)
		if len(l.wakes[d]) == 0 {
			delete(l.wakes, d)
		}
	}
	p.reads = p.reads[:0]
	for _, read := range reads {
		d := read.dependency
		p.reads = append(p.reads, d)
		if l.wakes[d] == nil {
			l.wakes[d] = map[item]bool{}
		}
		l.wakes[d][i] = true
		if l.get(d.side, d.recipe, d.key) != read.found {
			l.enqueue(i)
		}
	}
}

// forget drops a pair that is gone from both sides; the lock is held.
func (l *Loop) forget(i item, p *pair) {
	l.remember(i, p, nil)
	delete(l.pairs, i)
	if i.recipe.Runs() {
		l.tokens.Forget(i.key)
	}
}
