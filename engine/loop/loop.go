package loop

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/util/workqueue"

	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/patches"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/engine/tokens"
	"github.com/syncspec/syncspec/engine/write"
)

// Options say what a loop keeps in step.
type Options struct {
	Env     recipe.Env
	Patches *patches.Set     // the user's; nil for none
	Recipes []*recipe.Recipe // the kinds that are switched on
	// Controllers keep what no recipe can.
	Controllers []plan.Controller
	Writer      *write.Writer
	Log         *slog.Logger
	Metrics     *Metrics
	// Planned is told of every plan before it is carried out, with the reasons of
	// each field; nil is told nothing, and no reasons are collected. Several workers
	// call it at a time.
	Planned func(Planned)
	// Begin is called once, when all caches are filled and before anything is planned:
	// an error ends the loop.
	Begin Begin
	// Workers is how many pairs are planned side by side; 0 means 8.
	Workers int
}

// Planned is what was decided for one virtual name.
type Planned struct {
	Recipe *recipe.Recipe
	Key    object.Key
	Plan   plan.Plan
}

// item is one pair: what the queue holds.
type item struct {
	recipe *recipe.Recipe
	key    object.Key
}

// Loop keeps the pairs of one virtual cluster in step.
type Loop struct {
	Options
	caches map[place]*cluster.Cache
	synced map[*recipe.Recipe]bool // the kinds that are planned, not just read
	// planners are the controllers by their kind, sources what concerns them by where it is.
	planners map[*recipe.Recipe]func(plan.Input) plan.Plan
	sources  map[place][]source
	queue    workqueue.TypedRateLimitingInterface[item]
	tokens   *tokens.Store

	mu      sync.Mutex
	pairs   map[item]*pair
	wakes   map[dependency]map[item]bool // who read what
	waiting map[item]bool                // queued, not yet taken
	busy    int                          // being planned
	notify  chan struct{}                // closed and replaced whenever anything above changes

	ready chan struct{}
}

// place is where a cache stands. A kind that is mapped from the host has several
// on a side: scope is the namespace each is for, or the one object; it is empty
// for a cache that is the only one.
type place struct {
	side   object.Side
	recipe *recipe.Recipe
	scope  object.Key
}

// cache returns the cache that has, or would have, an object; nil when nobody
// watches for it.
func (l *Loop) cache(side object.Side, r *recipe.Recipe, key object.Key) *cluster.Cache {
	for _, scope := range []object.Key{{}, {Namespace: key.Namespace}, key} {
		if c := l.caches[place{side, r, scope}]; c != nil {
			return c
		}
	}
	return nil
}

// get returns an object from the caches, or nil.
func (l *Loop) get(side object.Side, r *recipe.Recipe, key object.Key) *unstructured.Unstructured {
	if c := l.cache(side, r, key); c != nil {
		return c.Get(key)
	}
	return nil
}

// New makes a loop that does not run yet.
func New(options Options) *Loop {
	if options.Workers == 0 {
		options.Workers = 8
	}
	l := &Loop{
		Options: options,
		caches:  map[place]*cluster.Cache{},
		synced:  map[*recipe.Recipe]bool{},
		sources: map[place][]source{},
		queue: workqueue.NewTypedRateLimitingQueue(
			workqueue.NewTypedItemExponentialFailureRateLimiter[item](refusedBase, refusedMost)),
		tokens:  tokens.New(options.Writer.Clusters.Virtual),
		pairs:   map[item]*pair{},
		wakes:   map[dependency]map[item]bool{},
		waiting: map[item]bool{},
		notify:  make(chan struct{}),
		ready:   make(chan struct{}),
	}
	l.know(options.Controllers)
	for _, r := range options.Recipes {
		l.synced[r] = true
		l.watch(object.Virtual, r)
		l.watch(object.Host, r)
	}
	for _, r := range kinds.Read(options.Env.Config) {
		l.synced[r] = len(r.Rules) > 0 // looked after where it is
		l.watch(object.Virtual, r)
	}
	for _, c := range options.Controllers {
		l.watchFor(c)
	}
	return l
}

// Retries after a refusal begin at the first figure and double up to the second.
const (
	refusedBase = time.Second
	refusedMost = 5 * time.Minute
)

// watch adds the caches of one kind on one side. On the host only what carries
// our mark in our namespace is seen, unless the kind comes from the host or may be
// imported from there; of a mapped kind only what the mapping names is seen on either side.
func (l *Loop) watch(side object.Side, r *recipe.Recipe) {
	scope := cluster.Scope{Side: side, Resource: r.GVR(), Kind: r.GVK()}
	if side == object.Host && !r.FromHost {
		l.narrow(&scope, r)
	}
	mapping := l.Env.Setting(r).Mapping
	if mapping == nil {
		l.add(place{side: side, recipe: r}, scope)
		return
	}
	parts := mapping.Targets()
	if side == object.Host {
		parts = mapping.Sources()
	}
	for _, part := range parts {
		scope.Namespace, scope.Name = part.Namespace, part.Name
		l.add(place{side, r, part}, scope)
	}
}

// narrow leaves what is no copy of ours out of a cache of the host. Namespaces are
// all seen: those that were there before are used as they are. So is what a user's
// reference may bring along, in the virtual cluster's own namespace.
func (l *Loop) narrow(scope *cluster.Scope, r *recipe.Recipe) {
	s := l.Env.Scheme
	switch {
	case r.Contains():
	case r.ClusterWide():
		scope.Labels = naming.ManagedBy + "=" + s.Marker("")
	case s.Spaces != nil: // copies are in as many namespaces as are mapped
		scope.Labels = naming.ManagedBy + "=" + s.Marker(s.Namespace)
	default:
		scope.Namespace = s.Namespace
		if !l.Env.Imported(r) {
			scope.Labels = naming.ManagedBy + "=" + s.Marker(s.Namespace)
		}
	}
}

func (l *Loop) add(at place, scope cluster.Scope) {
	c := cluster.NewCache(l.Writer.Clusters.Of(at.side), &l.mu, scope, l.indexers(at), l.changed(at), l.Log)
	c.Sight = l.sight(at, c)
	l.caches[at] = c
}

// Run works until ctx is done and every write in flight has been answered. It is a
// *Denied when something may not be watched at the start: nothing can be decided by
// who does not see all of it.
func (l *Loop) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var running sync.WaitGroup
	for _, c := range l.caches {
		running.Go(func() { c.Run(ctx) })
	}
	running.Go(func() {
		<-ctx.Done()
		l.queue.ShutDown()
	})
	filled, err := l.filled(ctx)
	if filled && l.Begin != nil {
		err = l.Begin(ctx, Held{l})
	}
	if err != nil {
		stop()
	}
	if filled && err == nil {
		for range l.Workers {
			running.Go(func() { l.work(ctx) })
		}
		running.Go(func() { l.announce(ctx) })
	}
	running.Wait()
	return err
}

// Ready is closed once everything that was there at the start has been planned.
func (l *Loop) Ready() <-chan struct{} { return l.ready }

func (l *Loop) filled(ctx context.Context) (bool, error) {
	for at, c := range l.caches {
		select {
		case <-c.Synced():
		case err := <-c.Denied():
			return false, &Denied{Side: at.side, Recipe: at.recipe, Err: err}
		case <-ctx.Done():
			return false, nil
		}
	}
	return true, nil
}

// Denied says that a kind may not be watched.
type Denied struct {
	Side   object.Side
	Recipe *recipe.Recipe
	Err    error
}

func (d *Denied) Error() string {
	return fmt.Sprintf("the engine may not watch %s in the %s cluster: %s; give it the roles that `syncspec rbac` prints", d.Recipe.GVR().Resource, d.Side, d.Err)
}

func (d *Denied) Unwrap() error { return d.Err }

func (l *Loop) announce(ctx context.Context) {
	if l.Settled(ctx) == nil {
		close(l.ready)
	}
}

// work plans names off the queue. No worker runs before all caches are filled,
// so that nothing is deleted because it has not been seen yet.
func (l *Loop) work(ctx context.Context) {
	for {
		next, stopped := l.queue.Get()
		if stopped {
			return
		}
		l.take(next)
		if ctx.Err() == nil {
			l.attempt(ctx, next)
		}
		l.queue.Done(next)
		l.put()
	}
}

// attempt plans one name; a stop of the engine does not cut off what is in flight.
func (l *Loop) attempt(ctx context.Context, next item) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	l.step(ctx, next)
}

// patience is how long the requests of one plan may take.
const patience = 30 * time.Second

func (l *Loop) take(next item) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.waiting, next)
	l.busy++
}

func (l *Loop) put() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.busy--
	l.broadcast()
}

// enqueue puts a name on the queue; the lock is held.
func (l *Loop) enqueue(i item) {
	if !l.synced[i.recipe] {
		return
	}
	l.waiting[i] = true
	l.queue.Add(i)
}

// broadcast wakes whoever waits for the loop to settle; the lock is held.
func (l *Loop) broadcast() {
	close(l.notify)
	l.notify = make(chan struct{})
}
