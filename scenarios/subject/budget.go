package subject

import (
	"context"
	"fmt"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
)

// most is how many writes an engine may ask for before it has to come to rest.
// A scenario needs a few dozen; an engine that writes back and forth for ever
// needs more than any number.
const most = 500

// budget holds an engine up that never rests: its write after the last allowed
// one does not return until the engine is stopped. So the clusters come to rest
// instead of it, and the scenario can say what happened.
type budget struct {
	mu      sync.Mutex
	writes  int
	over    bool
	spent   chan struct{} // closed with the write that was one too many
	release chan struct{} // closed when the engine is stopped
}

func newBudget() *budget {
	return &budget{spent: make(chan struct{}), release: make(chan struct{})}
}

// rested gives the engine its whole budget again.
func (b *budget) rested() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.writes = 0
}

// err is not nil once the engine was held up.
func (b *budget) err() error {
	select {
	case <-b.spent:
		return fmt.Errorf("the engine does not come to rest: it asked for more than %d writes", most)
	default:
		return nil
	}
}

// spend counts one write, or holds the engine up.
func (b *budget) spend(ctx context.Context) error {
	b.mu.Lock()
	b.writes++
	held := b.writes > most || b.over
	if held && !b.over {
		b.over = true
		close(b.spent)
	}
	b.mu.Unlock()
	if !held {
		return nil
	}
	select {
	case <-b.release:
	case <-ctx.Done():
	}
	return b.err()
}

// within ends a context when the budget is spent.
func (b *budget) within(ctx context.Context) (context.Context, context.CancelFunc) {
	limited, cancel := context.WithCancelCause(ctx)
	go func() {
		select {
		case <-b.spent:
			cancel(b.err())
		case <-limited.Done():
		}
	}()
	return limited, func() { cancel(nil) }
}

// limited is a client whose writes are on a budget.
type limited struct {
	dynamic.Interface
	budget *budget
}

func (l limited) Resource(resource schema.GroupVersionResource) dynamic.NamespaceableResourceInterface {
	all := l.Interface.Resource(resource)
	return limitedResource{limitedObjects{all, l.budget}, all}
}

type limitedResource struct {
	limitedObjects
	all dynamic.NamespaceableResourceInterface
}

func (l limitedResource) Namespace(name string) dynamic.ResourceInterface {
	return limitedObjects{l.all.Namespace(name), l.budget}
}

type limitedObjects struct {
	dynamic.ResourceInterface
	budget *budget
}

func (l limitedObjects) Create(ctx context.Context, object *unstructured.Unstructured, options metav1.CreateOptions, subresources ...string) (*unstructured.Unstructured, error) {
	if err := l.budget.spend(ctx); err != nil {
		return nil, err
	}
	return l.ResourceInterface.Create(ctx, object, options, subresources...)
}

func (l limitedObjects) Update(ctx context.Context, object *unstructured.Unstructured, options metav1.UpdateOptions, subresources ...string) (*unstructured.Unstructured, error) {
	if err := l.budget.spend(ctx); err != nil {
		return nil, err
	}
	return l.ResourceInterface.Update(ctx, object, options, subresources...)
}

func (l limitedObjects) UpdateStatus(ctx context.Context, object *unstructured.Unstructured, options metav1.UpdateOptions) (*unstructured.Unstructured, error) {
	if err := l.budget.spend(ctx); err != nil {
		return nil, err
	}
	return l.ResourceInterface.UpdateStatus(ctx, object, options)
}

func (l limitedObjects) Patch(ctx context.Context, name string, kind types.PatchType, data []byte, options metav1.PatchOptions, subresources ...string) (*unstructured.Unstructured, error) {
	if err := l.budget.spend(ctx); err != nil {
		return nil, err
	}
	return l.ResourceInterface.Patch(ctx, name, kind, data, options, subresources...)
}

func (l limitedObjects) Delete(ctx context.Context, name string, options metav1.DeleteOptions, subresources ...string) error {
	if err := l.budget.spend(ctx); err != nil {
		return err
	}
	return l.ResourceInterface.Delete(ctx, name, options, subresources...)
}
