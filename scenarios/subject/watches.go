package subject

import (
	"context"
	"fmt"
	"slices"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios/authority"
	"github.com/syncspec/syncspec/steps"
)

// watches are those an engine has open in one cluster. A server lets a watch go on
// whose right was withdrawn, and ends it after half an hour or so; no scenario has
// that much time, so it ends at once here.
type watches struct {
	mu   sync.Mutex
	open map[watch.Interface]authority.Request
	// owed are watches that were ended and not asked for again yet.
	owed  map[authority.Request]int
	asked chan struct{} // closed and replaced when one of them is
}

func newWatches() *watches {
	return &watches{open: map[watch.Interface]authority.Request{}, owed: map[authority.Request]int{}, asked: make(chan struct{})}
}

// end ends those that may not be opened again, and returns when that was tried.
func (w *watches) end(ctx context.Context, from authority.Source, user string) error {
	if err := w.stop(from, user); err != nil {
		return err
	}
	for {
		w.mu.Lock()
		owed, asked := len(w.owed), w.asked
		w.mu.Unlock()
		if owed == 0 {
			return nil
		}
		select {
		case <-asked:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func (w *watches) stop(from authority.Source, user string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for one, request := range w.open {
		allowed, err := authority.Allows(from, user, request)
		if err != nil {
			return err
		}
		if !allowed {
			w.owed[request]++
			delete(w.open, one)
			one.Stop()
		}
	}
	return nil
}

// opened notes the answer to a request for a watch.
func (w *watches) opened(request authority.Request, one watch.Interface, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err == nil {
		w.open[one] = request
	}
	if w.owed[request]--; w.owed[request] <= 0 {
		delete(w.owed, request)
	}
	close(w.asked)
	w.asked = make(chan struct{})
}

// withdrawn ends the watches of the running engine that the roles of a side do not allow.
func (s *Subject) withdrawn(ctx context.Context, side steps.Side, user string) error {
	running, here := s.current().(*inProcess)
	if !here || running.watches[side] == nil {
		return nil
	}
	from := func(plural, namespace, name string) ([]unstructured.Unstructured, error) {
		all, err := s.List(ctx, side, authority.Resource(plural), namespace)
		return slices.DeleteFunc(all, func(o unstructured.Unstructured) bool { return name != "" && o.GetName() != name }), err
	}
	if err := running.watches[side].end(ctx, from, user); err != nil {
		return fmt.Errorf("ending watches of the %s cluster whose right was withdrawn: %w", side, err)
	}
	if err := running.ended(); err != nil {
		return err
	}
	return running.engine.Looked(ctx) // who got a right back is given the time to notice
}

// watched is a client whose watches are known.
type watched struct {
	dynamic.Interface
	watches *watches
}

func (w watched) Resource(resource schema.GroupVersionResource) dynamic.NamespaceableResourceInterface {
	all := w.Interface.Resource(resource)
	asked := authority.Request{Verb: "watch", Group: resource.Group, Resource: resource.Resource}
	return watchedResource{watchedObjects{all, w.watches, asked}, all}
}

type watchedResource struct {
	watchedObjects
	all dynamic.NamespaceableResourceInterface
}

func (w watchedResource) Namespace(name string) dynamic.ResourceInterface {
	asked := w.asked
	asked.Namespace = name
	return watchedObjects{w.all.Namespace(name), w.watches, asked}
}

type watchedObjects struct {
	dynamic.ResourceInterface
	watches *watches
	asked   authority.Request
}

func (w watchedObjects) Watch(ctx context.Context, options metav1.ListOptions) (watch.Interface, error) {
	opened, err := w.ResourceInterface.Watch(ctx, options)
	w.watches.opened(w.asked, opened, err)
	return opened, err
}
