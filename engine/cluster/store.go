package cluster

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/tools/cache"
)

// The methods of cache.ReflectorStore; only the cache's own reflector calls them, one at a time.

// Transformer drops what nobody here reads before it takes memory.
func (c *Cache) Transformer() cache.TransformFunc {
	return func(o any) (any, error) {
		if u, ok := o.(*unstructured.Unstructured); ok {
			unstructured.RemoveNestedField(u.Object, "metadata", "managedFields")
			if c.Trim != nil {
				c.Trim(u)
			}
		}
		return o, nil
	}
}

// Add takes a new object, or a new version of one.
func (c *Cache) Add(o any) error { return c.put(o) }

// Update takes a new version of an object.
func (c *Cache) Update(o any) error { return c.put(o) }

func (c *Cache) put(o any) error {
	now, ok := o.(*unstructured.Unstructured)
	if !ok {
		return fmt.Errorf("caching %s: unexpected %T", c.Resource.Resource, o)
	}
	if _, err := c.Transformer()(now); err != nil {
		return err
	}
	c.shared.within(now.Object["spec"])
	c.lock.Lock()
	defer c.lock.Unlock()
	old := c.before(now)
	if err := c.store.Update(now); err != nil {
		return err
	}
	c.version = now.GetResourceVersion()
	c.changed(old, now, Watched)
	return nil
}

// Delete drops an object.
func (c *Cache) Delete(o any) error {
	gone, ok := o.(*unstructured.Unstructured)
	if !ok {
		return fmt.Errorf("dropping %s: unexpected %T", c.Resource.Resource, o)
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	old := c.before(gone)
	if err := c.store.Delete(gone); err != nil {
		return err
	}
	c.version = gone.GetResourceVersion()
	if old != nil {
		c.changed(old, nil, Watched)
	}
	return nil
}

// Replace takes the whole list, at the start and after a broken watch; every
// difference to what was known is reported.
func (c *Cache) Replace(list []any, version string) error {
	for _, o := range typed(list) { // before anybody can see them
		if _, err := c.Transformer()(o); err != nil {
			return err
		}
		c.shared.within(o.Object["spec"])
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	known := map[string]*unstructured.Unstructured{}
	for _, o := range c.All() {
		known[name(o)] = o
	}
	if err := c.store.Replace(list, version); err != nil {
		return err
	}
	c.version = version
	for _, now := range typed(list) {
		c.changed(known[name(now)], now, Found)
		delete(known, name(now))
	}
	for _, gone := range known {
		c.changed(gone, nil, Found)
	}
	c.changed(nil, nil, Found)
	if c.sight.streamed {
		c.sees()
	}
	c.once.Do(func() { close(c.synced) })
	return nil
}

// Bookmark notes that everything up to a version has been seen.
func (c *Cache) Bookmark(version string) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.version = version
	return nil
}

// Resync does nothing: plans are made from changes, and at the start from everything.
func (c *Cache) Resync() error { return nil }

func (c *Cache) before(o *unstructured.Unstructured) *unstructured.Unstructured {
	found, ok, err := c.store.Get(o)
	if err != nil || !ok {
		return nil
	}
	return found.(*unstructured.Unstructured)
}

func name(o *unstructured.Unstructured) string { return o.GetNamespace() + "/" + o.GetName() }
