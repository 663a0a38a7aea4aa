package loop

import (
	"context"

	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/engine/object"
)

// Mark is a write somebody made that has to be seen before the loop is settled.
type Mark struct {
	Side            object.Side
	Resource        schema.GroupVersionResource
	Key             object.Key
	UID             string
	ResourceVersion string // empty for an object that is gone
	Labels          map[string]string
}

// Settled returns when every mark has been seen, nothing is queued or being
// planned, and every own write has come back. What may not be looked at any more
// is not waited for.
func (l *Loop) Settled(ctx context.Context, marks ...Mark) error {
	return l.until(ctx, func() bool { return l.calm() && l.saw(marks) })
}

// until returns when something is so; it is asked with the lock held.
func (l *Loop) until(ctx context.Context, so func() bool) error {
	for {
		l.mu.Lock()
		changed, is := l.notify, so()
		l.mu.Unlock()
		if is {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func (l *Loop) calm() bool {
	if len(l.waiting) > 0 || l.busy > 0 {
		return false
	}
	for _, p := range l.pairs {
		for d := range p.expected {
			if l.cache(d.side, d.recipe, d.key).Blind() == 0 {
				return false
			}
		}
	}
	return true
}

// saw compares kinds without their versions: an object written in one is seen in another.
func (l *Loop) saw(marks []Mark) bool {
	for _, m := range marks {
		for at, c := range l.caches {
			if at.side == m.Side && c.Resource.GroupResource() == m.Resource.GroupResource() && !m.shown(c) {
				return false
			}
		}
	}
	return true
}

// shown reports whether a cache shows the mark, or does not watch for it.
func (m Mark) shown(c *cluster.Cache) bool {
	if c.Blind() > 0 {
		return true
	}
	now := c.Get(m.Key)
	if !m.inScope(c) { // it went out of sight, and may be back since
		return now == nil || m.ResourceVersion != "" && c.Seen(m.ResourceVersion)
	}
	if m.ResourceVersion == "" {
		return now == nil || string(now.GetUID()) != m.UID
	}
	return c.Seen(m.ResourceVersion)
}

func (m Mark) inScope(c *cluster.Cache) bool {
	if c.Namespace != "" && c.Namespace != m.Key.Namespace || c.Name != "" && c.Name != m.Key.Name {
		return false
	}
	selector, err := labels.Parse(c.Labels)
	return err == nil && selector.Matches(labels.Set(m.Labels))
}
