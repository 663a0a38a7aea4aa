package cluster

import (
	"context"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// sight is whether a cache may still look at what it is for. A right to read that is
// withdrawn shows at the next watch: until it is given back the cache holds what was
// seen last, and asks again ever more rarely. The reflector hears nothing of it: it
// would write an error with every try.
type sight struct {
	// refused counts the looks that were refused since the last that was not.
	refused int
	// streamed is set while a watch that begins with a list has not shown it all.
	streamed bool
}

// How long after a refusal it is tried again: twice as long each time.
const (
	refusedFirst = time.Second
	refusedMost  = 30 * time.Second
)

// Blind is how many looks were refused since the last that was not; 0 for a cache
// that sees. The lock must be held.
func (c *Cache) Blind() int { return c.sight.refused }

// insist asks until the answer is another than that the right is missing. Before the
// cache was filled the first answer is the last: who starts without seeing everything
// must not start.
func (c *Cache) insist(ctx context.Context, look func() error) error {
	for pause := refusedFirst; ; pause = min(2*pause, refusedMost) {
		err := look()
		if !apierrors.IsForbidden(err) || !c.filled() {
			return err
		}
		c.refuse(err)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (c *Cache) filled() bool {
	select {
	case <-c.synced:
		return true
	default:
		return false
	}
}

func (c *Cache) refuse(err error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.sight.refused++
	c.tell(err)
}

// watches notes that a watch was opened. One that begins with a list makes the cache
// see once that has come.
func (c *Cache) watches(lists bool) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.sight.streamed = lists
	if !lists {
		c.sees()
	}
}

// sees ends a time of being refused; the lock is held.
func (c *Cache) sees() {
	before := c.sight
	c.sight = sight{}
	if before.refused > 0 {
		c.tell(nil)
	}
}

func (c *Cache) tell(err error) {
	if c.Sight != nil {
		c.Sight(err)
	}
}
