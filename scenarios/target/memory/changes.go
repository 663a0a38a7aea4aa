package memory

import (
	"strconv"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/watch"
)

// keptChanges is how far back a watch may start.
const keptChanges = 20000

// change is one write as watches see it. Its objects are in their stored form
// and are never changed again.
type change struct {
	version     int64
	kind        watch.EventType
	now, before *unstructured.Unstructured
}

// changes is the log of one resource: what a watch replays.
type changes struct {
	entries []change
	// forgotten is the version of the newest entry that is no longer kept.
	forgotten int64
}

// publish logs a change and offers it to the watches of its resource.
func (s *server) publish(resource schema.GroupVersionResource, c change) {
	c.version = s.pair.version
	log := s.log(resource)
	log.entries = append(log.entries, c)
	if len(log.entries) > keptChanges {
		log.forgotten = log.entries[0].version
		log.entries = log.entries[1:]
	}
	for w := range s.watchers {
		if w.kind.storage() == resource {
			w.offer(c)
		}
	}
}

func (s *server) log(resource schema.GroupVersionResource) *changes {
	if s.logs[resource] == nil {
		s.logs[resource] = &changes{forgotten: s.begun}
	}
	return s.logs[resource]
}

// event is what one watch sees of a change: nothing, or an object that came, changed or went.
func (w *watcher) event(c change) (watch.Event, bool) {
	now, before := w.sees(c.now), w.sees(c.before)
	switch {
	case c.kind == watch.Deleted && now:
		return w.show(watch.Deleted, c.now, c.version), true
	case c.kind == watch.Deleted:
		return watch.Event{}, false
	case now && !before:
		return w.show(watch.Added, c.now, c.version), true
	case now:
		return w.show(watch.Modified, c.now, c.version), true
	case before:
		return w.show(watch.Deleted, c.before, c.version), true
	}
	return watch.Event{}, false
}

func (w *watcher) sees(object *unstructured.Unstructured) bool {
	if object == nil || w.namespace != "" && object.GetNamespace() != w.namespace {
		return false
	}
	return w.matches(w.kind.shown(object))
}

func (w *watcher) show(kind watch.EventType, object *unstructured.Unstructured, version int64) watch.Event {
	shown := w.kind.shown(object.DeepCopy())
	shown.SetResourceVersion(strconv.FormatInt(version, 10))
	return watch.Event{Type: kind, Object: shown}
}
