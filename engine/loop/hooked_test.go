package loop_test

import (
	"context"
	"errors"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
)

// hooked is a client whose requests and watches for one resource can be held up
// and broken. It must be made inside the bubble it is used in.
type hooked struct {
	dynamic.Interface
	resource string

	mu      sync.Mutex
	before  func(verb string) // called before a request is sent; may block
	gate    chan struct{}     // closed while events pass; nil means always
	broken  []chan struct{}   // closing one ends a watch with "too old"
	blind   bool              // lists and watches are refused for want of a right
	refused int               // how many were
}

func (h *hooked) Resource(r schema.GroupVersionResource) dynamic.NamespaceableResourceInterface {
	inner := h.Interface.Resource(r)
	if r.Resource != h.resource {
		return inner
	}
	return &hookedResource{NamespaceableResourceInterface: inner, at: inner, hooks: h}
}

// do lets a function run before every request from now on; nil takes it away.
func (h *hooked) do(before func(verb string)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.before = before
}

// hold keeps events back until release is called.
func (h *hooked) hold() (release func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	gate := make(chan struct{})
	h.gate = gate
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.gate = nil
		close(gate)
	}
}

// sever ends every open watch so that its reader has to list again.
func (h *hooked) sever() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, end := range h.broken {
		close(end)
	}
	h.broken = nil
}

// see gives and takes the right to list and to watch.
func (h *hooked) see(may bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.blind = !may
}

func (h *hooked) looking() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.blind {
		h.refused++
		return apierrors.NewForbidden(schema.GroupResource{Resource: h.resource}, "", errors.New("nobody may look"))
	}
	return nil
}

func (h *hooked) sending(verb string) {
	h.mu.Lock()
	before := h.before
	h.mu.Unlock()
	if before != nil {
		before(verb)
	}
}

func (h *hooked) passes(ctx context.Context) {
	h.mu.Lock()
	gate := h.gate
	h.mu.Unlock()
	if gate == nil {
		return
	}
	select {
	case <-gate:
	case <-ctx.Done():
	}
}

type hookedResource struct {
	dynamic.NamespaceableResourceInterface
	at    dynamic.ResourceInterface
	hooks *hooked
}

func (r *hookedResource) Namespace(namespace string) dynamic.ResourceInterface {
	return &hookedResource{r.NamespaceableResourceInterface, r.NamespaceableResourceInterface.Namespace(namespace), r.hooks}
}

func (r *hookedResource) Create(ctx context.Context, o *unstructured.Unstructured, options metav1.CreateOptions, sub ...string) (*unstructured.Unstructured, error) {
	r.hooks.sending("create")
	return r.at.Create(ctx, o, options, sub...)
}

func (r *hookedResource) Patch(ctx context.Context, name string, kind types.PatchType, data []byte, options metav1.PatchOptions, sub ...string) (*unstructured.Unstructured, error) {
	r.hooks.sending("patch")
	return r.at.Patch(ctx, name, kind, data, options, sub...)
}

func (r *hookedResource) Delete(ctx context.Context, name string, options metav1.DeleteOptions, sub ...string) error {
	r.hooks.sending("delete")
	return r.at.Delete(ctx, name, options, sub...)
}

func (r *hookedResource) Get(ctx context.Context, name string, options metav1.GetOptions, sub ...string) (*unstructured.Unstructured, error) {
	return r.at.Get(ctx, name, options, sub...)
}

func (r *hookedResource) List(ctx context.Context, options metav1.ListOptions) (*unstructured.UnstructuredList, error) {
	r.hooks.sending("list")
	if err := r.hooks.looking(); err != nil {
		return nil, err
	}
	return r.at.List(ctx, options)
}

func (r *hookedResource) Watch(ctx context.Context, options metav1.ListOptions) (watch.Interface, error) {
	r.hooks.sending("watch")
	if err := r.hooks.looking(); err != nil {
		return nil, err
	}
	inner, err := r.at.Watch(ctx, options)
	if err != nil {
		return nil, err
	}
	end := make(chan struct{})
	r.hooks.mu.Lock()
	r.hooks.broken = append(r.hooks.broken, end)
	r.hooks.mu.Unlock()
	ctx, stop := context.WithCancel(ctx)
	w := &hookedWatch{Interface: inner, events: make(chan watch.Event), stop: stop}
	go w.pump(ctx, r.hooks, end)
	return w, nil
}

type hookedWatch struct {
	watch.Interface
	events chan watch.Event
	stop   context.CancelFunc
}

func (w *hookedWatch) ResultChan() <-chan watch.Event { return w.events }

func (w *hookedWatch) Stop() {
	w.stop()
	w.Interface.Stop()
}

func (w *hookedWatch) pump(ctx context.Context, hooks *hooked, end <-chan struct{}) {
	defer close(w.events)
	for {
		var event watch.Event
		open := true
		select {
		case <-end:
			event = tooOld()
		case event, open = <-w.Interface.ResultChan():
		}
		if !open {
			return
		}
		hooks.passes(ctx)
		select {
		case w.events <- event:
		case <-ctx.Done():
			return
		}
		if event.Type == watch.Error {
			return
		}
	}
}

func tooOld() watch.Event {
	return watch.Event{Type: watch.Error, Object: &metav1.Status{
		Status: metav1.StatusFailure, Code: 410, Reason: metav1.StatusReasonExpired, Message: "too old resource version",
	}}
}
