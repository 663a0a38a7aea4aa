package loop

import (
	"context"

	"github.com/syncspec/syncspec/engine/cluster"
)

// sight tells once that a kind may not be watched any more, and once that it may
// again. Meanwhile other kinds go on, and this one with what was seen of it last.
func (l *Loop) sight(at place, c *cluster.Cache) func(error) {
	return func(err error) { // the lock is held
		resource := at.recipe.GVR().Resource
		switch {
		case l.known(at):
		case err == nil:
			l.Log.Info("the engine may watch what it could not", "resource", resource, "cluster", at.side)
		case c.Blind() == 1:
			denied := &Denied{Side: at.side, Recipe: at.recipe, Err: err}
			l.Log.Error(denied.Error(), "until then", "changes of "+resource+" are not seen; other kinds go on")
		}
		l.broadcast()
	}
}

// Looked returns when everything that may not be watched any more has been tried again.
func (l *Loop) Looked(ctx context.Context) error {
	blind := map[*cluster.Cache]int{}
	l.mu.Lock()
	for _, c := range l.caches {
		if c.Blind() > 0 {
			blind[c] = c.Blind()
		}
	}
	l.mu.Unlock()
	return l.until(ctx, func() bool {
		for c, refused := range blind {
			if c.Blind() == refused {
				return false
			}
		}
		return true
	})
}

// known reports whether the operator knows already that a kind may not be watched:
// several caches may hold it.
func (l *Loop) known(at place) bool {
	for other, c := range l.caches {
		if other != at && other.side == at.side && c.Blind() > 0 && other.recipe.GVR() == at.recipe.GVR() {
			return true
		}
	}
	return false
}
