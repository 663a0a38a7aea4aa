package bench

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/cache"
	watchtools "k8s.io/client-go/tools/watch"
)

// The documented annotations by which a host copy is found, whatever its name.
const (
	objectName      = "vcluster.loft.sh/object-name"
	objectNamespace = "vcluster.loft.sh/object-namespace"
)

// stall is how long an engine may bring nothing while copies are due.
const stall = 30 * time.Second

// errWatch is the end of a watch that nobody asked for.
var errWatch = errors.New("the host's watch ended")

// arrival is a virtual object whose copy was seen on the host.
type arrival struct {
	resource string
	name     string
}

// arrivals notes when the copies of one virtual namespace become visible on the host.
type arrivals struct {
	virtualNamespace string

	mu   sync.Mutex
	seen map[arrival]time.Time
	// news is closed and replaced at every arrival.
	news    chan struct{}
	failed  error
	watches []watch.Interface
	ended   sync.WaitGroup
}

// watchArrivals begins to watch one host namespace for copies.
func watchArrivals(ctx context.Context, host dynamic.Interface, namespace, virtualNamespace string) (*arrivals, error) {
	a := &arrivals{virtualNamespace: virtualNamespace, seen: map[arrival]time.Time{}, news: make(chan struct{})}
	for _, resource := range append(withItsObjects(), services) {
		watching, err := lastingWatch(ctx, host.Resource(resource).Namespace(namespace))
		if err != nil {
			a.close()
			return nil, fmt.Errorf("watching %s on the host: %w", resource.Resource, err)
		}
		a.watches = append(a.watches, watching)
		a.ended.Go(func() { a.read(resource.Resource, watching) })
	}
	return a, nil
}

// lastingWatch is a watch that goes on where it was when the server ends it,
// which servers do to watchers that are slow on a busy machine.
func lastingWatch(ctx context.Context, client dynamic.ResourceInterface) (watch.Interface, error) {
	list, err := client.List(ctx, metav1.ListOptions{Limit: 1})
	if err != nil {
		return nil, err
	}
	return watchtools.NewRetryWatcherWithContext(ctx, list.GetResourceVersion(), &cache.ListWatch{
		WatchFuncWithContext: client.Watch,
	})
}

func (a *arrivals) read(resource string, watching watch.Interface) {
	for event := range watching.ResultChan() {
		now := time.Now()
		object, ok := event.Object.(*unstructured.Unstructured)
		if event.Type != watch.Added || !ok {
			continue
		}
		marks := object.GetAnnotations()
		if marks[objectNamespace] == a.virtualNamespace {
			a.note(arrival{resource, marks[objectName]}, now)
		}
	}
	a.fail(errWatch)
}

func (a *arrivals) note(what arrival, at time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, twice := a.seen[what]; !twice {
		a.seen[what] = at
		close(a.news)
		a.news = make(chan struct{})
	}
}

func (a *arrivals) fail(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.failed == nil {
		a.failed = err
		close(a.news)
		a.news = make(chan struct{})
	}
}

// of returns when a copy was first seen.
func (a *arrivals) of(what arrival) (time.Time, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	at, seen := a.seen[what]
	return at, seen
}

// count is how many copies were seen so far.
func (a *arrivals) count() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.seen)
}

// tally says how many copies of each kind were seen.
func (a *arrivals) tally() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	each := map[string]int{}
	for what := range a.seen {
		each[what.resource]++
	}
	return fmt.Sprintf("%d configmaps, %d secrets, %d pods, %d services seen", each["configmaps"], each["secrets"], each["pods"], each["services"])
}

// wait returns once done holds; it is asked after every arrival. An engine that
// brings nothing for a while has stopped, and waiting longer is no use.
func (a *arrivals) wait(ctx context.Context, done func() bool) error {
	stalled := time.NewTimer(stall)
	defer stalled.Stop()
	for {
		a.mu.Lock()
		news, failed := a.news, a.failed
		a.mu.Unlock()
		if done() {
			return nil
		}
		if failed != nil {
			return failed
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for copies on the host, %s: %w", a.tally(), context.Cause(ctx))
		case <-stalled.C:
			return fmt.Errorf("waiting for copies on the host: none came for %s, %s", stall, a.tally())
		case <-news:
			stalled.Reset(stall)
		}
	}
}

// close ends the watches.
func (a *arrivals) close() {
	for _, watching := range a.watches {
		watching.Stop()
	}
	a.ended.Wait()
}
