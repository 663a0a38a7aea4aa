package cluster

import (
	"context"
	"log/slog"
	"sync"

	"github.com/go-logr/logr"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/resourceversion"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/cache"
	"k8s.io/klog/v2"

	"github.com/syncspec/syncspec/engine/object"
)

// Scope is what a cache watches.
type Scope struct {
	Side     Side
	Resource schema.GroupVersionResource
	Kind     schema.GroupVersionKind
	// Namespace and Labels narrow what is watched; empty means all.
	Namespace string
	Labels    string
	// Name narrows it to one object.
	Name string
	// Trim drops what nobody reads of an object before it takes memory; it may be
	// called twice. nil keeps all.
	Trim func(*unstructured.Unstructured)
}

// Changed is told of every change, with the cache's lock held: old is nil for a
// new object, now for a deleted one, both once a whole list has been taken: what
// came and went unseen has no change of its own. It must not block.
type Changed func(old, now *unstructured.Unstructured, how How)

// How a change came to be known.
type How int

// A change is watched as it happens, or found when a list is read anew. An object
// found missing may have been deleted, or its cluster restored from a backup.
const (
	Watched How = iota
	Found
)

// Cache holds the objects of one kind on one side as the API server last
// reported them. Objects it returns are shared and must not be changed.
//
// It is a reflector's store and not a shared informer, because a change is
// reported in the same breath as it becomes visible: whoever holds the lock and
// reads the cache knows that what it shows has been queued.
type Cache struct {
	Scope
	lock    sync.Locker
	version string // the newest seen; guarded by lock
	client  dynamic.Interface
	store   cache.Indexer
	changed Changed
	log     *slog.Logger

	shared sharing
	synced chan struct{}
	once   sync.Once

	denied chan error
	// Sight is told, with the lock held, of every look that is refused once the cache
	// was filled, and by nil that it sees again; nil for nobody.
	Sight func(refused error)
	sight sight // guarded by lock
}

// NewCache makes a cache that is empty until Run. Every change is made with the
// lock held; several caches may share one.
func NewCache(client dynamic.Interface, lock sync.Locker, scope Scope, indexers map[string]func(*unstructured.Unstructured) []string,
	changed Changed, log *slog.Logger) *Cache {
	all := cache.Indexers{byNamespace: func(o any) ([]string, error) {
		return []string{o.(*unstructured.Unstructured).GetNamespace()}, nil
	}}
	for name, index := range indexers {
		all[name] = func(o any) ([]string, error) { return index(o.(*unstructured.Unstructured)), nil }
	}
	return &Cache{
		Scope: scope, lock: lock, client: client, changed: changed, log: log, shared: sharing{}, synced: make(chan struct{}), denied: make(chan error, 1),
		store: cache.NewIndexer(cache.MetaNamespaceKeyFunc, all),
	}
}

const byNamespace = "namespace"

// Run watches until ctx is done.
func (c *Cache) Run(ctx context.Context) {
	client := c.client.Resource(c.Resource).Namespace(c.Namespace)
	lw := cache.ToListWatcherWithWatchListSemantics(&cache.ListWatch{
		ListWithContextFunc: func(ctx context.Context, o metav1.ListOptions) (list runtime.Object, err error) {
			c.narrow(&o)
			err = c.insist(ctx, func() (err error) { list, err = client.List(ctx, o); return err })
			c.judge(ctx, err)
			return list, err
		},
		WatchFuncWithContext: func(ctx context.Context, o metav1.ListOptions) (watch.Interface, error) {
			c.narrow(&o)
			return c.watch(ctx, client, o)
		},
	}, c.client)
	expected := &unstructured.Unstructured{}
	expected.SetGroupVersionKind(c.Kind)
	logger := klog.Logger(logr.FromSlogHandler(terse{c.log.Handler()}))
	reflector := cache.NewReflectorWithOptions(lw, expected, c, cache.ReflectorOptions{
		Name: string(c.Side) + " " + c.Resource.Resource, Logger: &logger,
	})
	reflector.RunWithContext(klog.NewContext(ctx, logger))
}

// terse leaves out of a log what only who debugs a reflector wants to read.
type terse struct{ slog.Handler }

func (t terse) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelInfo && t.Handler.Enabled(ctx, level)
}

func (t terse) WithAttrs(attrs []slog.Attr) slog.Handler { return terse{t.Handler.WithAttrs(attrs)} }
func (t terse) WithGroup(name string) slog.Handler       { return terse{t.Handler.WithGroup(name)} }

func (c *Cache) narrow(o *metav1.ListOptions) {
	o.LabelSelector = c.Labels
	if c.Name != "" {
		o.FieldSelector = fields.OneTermEqualSelector("metadata.name", c.Name).String()
	}
}

// watch opens a watch. One that may not be opened any more is asked for as if too much
// had happened since: so that it begins with a list, which shows what went unseen.
func (c *Cache) watch(ctx context.Context, client dynamic.ResourceInterface, o metav1.ListOptions) (w watch.Interface, err error) {
	lists := o.SendInitialEvents != nil
	look := func() (err error) { w, err = client.Watch(ctx, o); return err }
	if lists {
		err = c.insist(ctx, look)
	} else if err = look(); apierrors.IsForbidden(err) && c.filled() {
		c.refuse(err)
		return nil, apierrors.NewResourceExpired(err.Error())
	}
	if err == nil {
		c.watches(lists)
	}
	return w, err
}

// judge tells when the first list is refused for want of a right, and then waits for
// the end.
func (c *Cache) judge(ctx context.Context, err error) {
	if apierrors.IsForbidden(err) {
		c.denied <- err
		<-ctx.Done()
	}
}

// Denied says why the cache may not look at what it is for.
func (c *Cache) Denied() <-chan error { return c.denied }

// Synced is closed once the cache holds everything that was there at the start.
func (c *Cache) Synced() <-chan struct{} { return c.synced }

// Seen reports whether everything up to a resource version has been seen. The
// lock must be held.
func (c *Cache) Seen(version string) bool { return !Older(c.version, version) }

// Older compares resource versions; versions that cannot be compared count as equal.
func Older(a, b string) bool {
	order, err := resourceversion.CompareResourceVersion(a, b)
	return err == nil && order < 0
}

// Get returns an object, or nil.
func (c *Cache) Get(key object.Key) *unstructured.Unstructured {
	found, ok, err := c.store.GetByKey(key.String())
	if err != nil || !ok {
		return nil
	}
	return found.(*unstructured.Unstructured)
}

// List returns the objects of a namespace in no order.
func (c *Cache) List(namespace string) []*unstructured.Unstructured {
	return c.ByIndex(byNamespace, namespace)
}

// All returns every object in no order.
func (c *Cache) All() []*unstructured.Unstructured { return typed(c.store.List()) }

// ByIndex returns the objects an index has under a value.
func (c *Cache) ByIndex(name, value string) []*unstructured.Unstructured {
	found, err := c.store.ByIndex(name, value)
	if err != nil {
		return nil // an index that was never made has nothing
	}
	return typed(found)
}

func typed(list []any) []*unstructured.Unstructured {
	objects := make([]*unstructured.Unstructured, len(list))
	for i, o := range list {
		objects[i] = o.(*unstructured.Unstructured)
	}
	return objects
}
