package loop

import (
	"maps"
	"reflect"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// changed queues every name that a change of one object may matter to.
func (l *Loop) changed(at place) cluster.Changed {
	return func(old, now *unstructured.Unstructured, how cluster.How) { // the lock is held
		if old == nil && now == nil {
			l.listed(at)
			return
		}
		seen := now
		if seen == nil {
			seen = old
		}
		key := object.Key{Namespace: seen.GetNamespace(), Name: seen.GetName()}
		for _, own := range l.own(at, old, now) {
			if echo := l.seen(own, at, key, now, how); !echo {
				l.enqueue(own)
			}
		}
		for _, other := range l.concerned(at, old, now) {
			l.enqueue(other)
		}
		for reader := range l.wakes[dependency{at.side, at.recipe, key}] {
			l.seen(reader, at, key, now, how)
			l.enqueue(reader)
		}
		if old == nil || now == nil || !maps.Equal(old.GetLabels(), now.GetLabels()) {
			for reader := range l.wakes[dependency{at.side, at.recipe, anyKey}] {
				l.enqueue(reader)
			}
		}
		for _, target := range l.targets(at, old, now) {
			l.enqueue(target)
		}
		l.broadcast()
	}
}

// listed gives up waiting for own writes whose object came and went while no
// watch was open: no event will ever show them. The lock is held.
func (l *Loop) listed(at place) {
	c := l.caches[at]
	for i, p := range l.pairs {
		for d, e := range p.expected {
			mine := d.side == at.side && d.recipe == at.recipe && l.cache(d.side, d.recipe, d.key) == c
			if !mine || c.Get(d.key) != nil || e.version != "" && !c.Seen(e.version) {
				continue
			}
			delete(p.expected, d)
			l.enqueue(i)
		}
	}
	l.broadcast()
}

// own are the names an object is one half of.
func (l *Loop) own(at place, old, now *unstructured.Unstructured) []item {
	var items []item
	for _, o := range []*unstructured.Unstructured{old, now} {
		if o == nil {
			continue
		}
		key, ours := l.virtualName(at, o)
		if !ours {
			continue
		}
		if i := (item{at.recipe, key}); len(items) == 0 || items[0] != i {
			items = append(items, i)
		}
	}
	return items
}

// virtualName is the virtual name of the pair an object belongs to, if it belongs to one.
func (l *Loop) virtualName(at place, o *unstructured.Unstructured) (object.Key, bool) {
	key := object.Key{Namespace: o.GetNamespace(), Name: o.GetName()}
	mapping := l.Env.Setting(at.recipe).Mapping
	switch {
	case mapping != nil && at.side == object.Host:
		return mapping.Virtual(key)
	case mapping != nil:
		return key, mapping.Covers(key)
	case at.side == object.Host && !at.recipe.FromHost:
		id, ours := l.Env.Scheme.Identify(o)
		if !ours && at.recipe.Contains() {
			name, mapped := l.Env.Scheme.Spaces.Virtual(o.GetName())
			return object.Key{Name: name}, mapped
		}
		return object.Key{Namespace: id.Namespace, Name: id.Name}, ours
	}
	return key, true
}

// seen clears an expectation the change fulfils, and notes whether the copy was
// seen to be deleted. It reports an echo: the copy came back as it was written, so
// that both sides still agree and there is nothing to plan. What was written to the
// virtual object is planned from again: the copy is made of it. The lock is held.
func (l *Loop) seen(i item, at place, key object.Key, now *unstructured.Unstructured, how cluster.How) (echo bool) {
	p := l.pairs[i]
	if p == nil {
		return false
	}
	itself := at.side == object.Host && at.recipe == i.recipe
	if itself && key == l.hostKey(i) {
		p.found, p.deleted = nil, now == nil && how == cluster.Watched
	}
	d := dependency{at.side, at.recipe, key}
	e, waits := p.expected[d]
	if !waits || now != nil && !e.met(now) {
		return false
	}
	delete(p.expected, d)
	return itself && p.echoed(e, now)
}

// targets are the on-demand names an object began or ceased to refer to.
func (l *Loop) targets(at place, old, now *unstructured.Unstructured) []item {
	all := l.Env.References(at.recipe)
	if len(all) == 0 || sameSpec(old, now) {
		return nil
	}
	var items []item
	for _, o := range []*unstructured.Unstructured{old, now} {
		if o == nil {
			continue
		}
		for _, named := range references(all, o) {
			if key, known := l.virtualKey(at.side, named); known {
				items = append(items, item{named.recipe, key})
			}
		}
	}
	return items
}

// sameSpec is a cheap way to see that a change was of the status only.
func sameSpec(old, now *unstructured.Unstructured) bool {
	return old != nil && now != nil && old.GetGeneration() == now.GetGeneration() && now.GetGeneration() != 0 &&
		reflect.DeepEqual(old.GetAnnotations(), now.GetAnnotations())
}

// virtualKey is the virtual name of an object named on one side.
func (l *Loop) virtualKey(side object.Side, named dependency) (object.Key, bool) {
	if side == object.Virtual {
		return named.key, true
	}
	copied := l.get(object.Host, named.recipe, named.key)
	if copied == nil {
		return object.Key{}, false
	}
	id, ours := l.Env.Scheme.Identify(copied)
	return object.Key{Namespace: id.Namespace, Name: id.Name}, ours
}

// references are the on-demand objects an object names, on its own side.
func references(all []recipe.Reference, o *unstructured.Unstructured) []dependency {
	var named []dependency
	for _, reference := range all {
		if reference.Named != nil {
			named = append(named, structured(reference, o)...)
			continue
		}
		if reference.To == nil || !reference.To.OnDemand {
			continue
		}
		reference.At.Each(o.Object, func(value any) bool {
			if name, ok := value.(string); ok && name != "" {
				named = append(named, dependency{recipe: reference.To, key: keyOf(reference, o, name)})
			}
			return true
		})
	}
	return named
}

// structured are the on-demand objects named by values that say more than a name.
func structured(reference recipe.Reference, o *unstructured.Unstructured) []dependency {
	var named []dependency
	reference.At.Each(o.Object, func(value any) bool {
		if to, key := reference.Named(value, o.GetNamespace()); to != nil && to.OnDemand {
			named = append(named, dependency{recipe: to, key: key})
		}
		return true
	})
	return named
}
