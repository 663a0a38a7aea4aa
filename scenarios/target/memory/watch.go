package memory

import (
	"fmt"
	"strconv"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/watch"
	clienttesting "k8s.io/client-go/testing"
)

// watch is the watch reactor. It starts after the resourceVersion asked for;
// without one, or with "0", or when initial events are asked for, it first shows
// what there is.
func (s *server) watch(action clienttesting.Action) (bool, watch.Interface, error) {
	options := metav1.ListOptions{}
	if watching, ok := action.(clienttesting.WatchActionImpl); ok {
		options = watching.ListOptions
	}
	w, err := s.follow(s.kinds[action.GetResource()], action.GetNamespace(), options)
	if err != nil {
		return true, nil, err
	}
	return true, w, nil
}

func (s *server) follow(k *kind, namespace string, options metav1.ListOptions) (*watcher, error) {
	matches, err := k.matcher(options)
	if err != nil {
		return nil, err
	}
	from, err := startOf(options)
	if err != nil {
		return nil, err
	}
	w := newWatcher(s, k, namespace, matches)
	switch initial := options.SendInitialEvents; {
	case initial != nil && *initial:
		err = s.showAll(w, options.AllowWatchBookmarks)
	case initial != nil || from > 0:
		s.replay(w, from)
	default:
		err = s.showAll(w, false)
	}
	if err != nil {
		return nil, err
	}
	s.watchers[w] = struct{}{}
	go w.pump()
	return w, nil
}

func startOf(options metav1.ListOptions) (int64, error) {
	if options.SendInitialEvents != nil && options.ResourceVersionMatch != metav1.ResourceVersionMatchNotOlderThan {
		return 0, apierrors.NewBadRequest("sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")
	}
	if options.ResourceVersion == "" {
		return 0, nil
	}
	from, err := strconv.ParseInt(options.ResourceVersion, 10, 64)
	if err != nil {
		return 0, apierrors.NewBadRequest(fmt.Sprintf("invalid resource version %q: %v", options.ResourceVersion, err))
	}
	return from, nil
}

// replay offers what happened after a version; an error event says when that is no longer known.
func (s *server) replay(w *watcher, from int64) {
	log := s.log(w.kind.storage())
	if from < log.forgotten {
		status := apierrors.NewResourceExpired(fmt.Sprintf("too old resource version: %d (%d)", from, log.forgotten)).Status()
		w.push(watch.Event{Type: watch.Error, Object: &status})
		return
	}
	for _, c := range log.entries {
		if c.version > from {
			w.offer(c)
		}
	}
}

// showAll sends what there is as added, and with a bookmark says where that ends.
func (s *server) showAll(w *watcher, bookmark bool) error {
	stored, err := s.all(w.kind, w.namespace)
	if err != nil {
		return err
	}
	for i := range stored {
		if w.matches(&stored[i]) {
			w.push(watch.Event{Type: watch.Added, Object: &stored[i]})
		}
	}
	if bookmark {
		end := &unstructured.Unstructured{}
		end.SetGroupVersionKind(w.kind.resource.GroupVersion().WithKind(w.kind.kind))
		end.SetResourceVersion(s.current())
		end.SetAnnotations(map[string]string{metav1.InitialEventsAnnotationKey: "true"})
		w.push(watch.Event{Type: watch.Bookmark, Object: end})
	}
	return nil
}

func (s *server) stopWatches() {
	for w := range s.watchers {
		w.end()
		delete(s.watchers, w)
	}
}

// watcher is one open watch: an unbounded queue and a goroutine that empties it.
type watcher struct {
	server    *server
	kind      *kind
	namespace string
	matches   matcher

	mutex  sync.Mutex
	queue  []watch.Event
	wake   chan struct{}
	done   chan struct{}
	once   sync.Once
	result chan watch.Event
}

func newWatcher(s *server, k *kind, namespace string, matches matcher) *watcher {
	return &watcher{
		server: s, kind: k, namespace: namespace, matches: matches,
		wake: make(chan struct{}, 1), done: make(chan struct{}), result: make(chan watch.Event),
	}
}

// ResultChan is closed when the watch ends.
func (w *watcher) ResultChan() <-chan watch.Event { return w.result }

// Stop ends the watch; what was not read yet is lost.
func (w *watcher) Stop() {
	w.server.pair.mutex.Lock()
	delete(w.server.watchers, w)
	w.server.pair.mutex.Unlock()
	w.end()
}

func (w *watcher) end() { w.once.Do(func() { close(w.done) }) }

func (w *watcher) offer(c change) {
	if event, seen := w.event(c); seen {
		w.push(event)
	}
}

func (w *watcher) push(event watch.Event) {
	w.mutex.Lock()
	w.queue = append(w.queue, event)
	w.mutex.Unlock()
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

func (w *watcher) take() []watch.Event {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	taken := w.queue
	w.queue = nil
	return taken
}

// pump hands the queue to the reader, in order, until the watch ends.
func (w *watcher) pump() {
	defer close(w.result)
	for {
		for _, event := range w.take() {
			select {
			case w.result <- event:
			case <-w.done:
				return
			}
			if event.Type == watch.Error {
				return
			}
		}
		select {
		case <-w.wake:
		case <-w.done:
			return
		}
	}
}
