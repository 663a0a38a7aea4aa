package kind

import (
	"context"
	"fmt"
	"time"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/scenarios/subject"
)

const (
	// quietFor is how long nothing has changed in clusters that have settled.
	quietFor = time.Second
	// quietWithin is how long that is waited for: a pod that cannot run is tried for ever.
	quietWithin = 15 * time.Second
)

// settle returns when an engine in this process has drawn every consequence, and the
// kubelets have answered.
func (p *Pair) settle(ctx context.Context, running *engine.Engine, writes []engine.Mark) error {
	if err := subject.Settled(ctx, running, writes); err != nil {
		return err
	}
	if err := p.quiet(ctx); err != nil {
		return err
	}
	return subject.Settled(ctx, running, nil)
}

// quiet returns when the record shows no change for a while, by the engine or by
// kubelets and controllers.
func (p *Pair) quiet(ctx context.Context) error {
	began, seen, since := time.Now(), -1, time.Now()
	for {
		now, err := p.changes(ctx)
		if err != nil {
			return err
		}
		if now != seen {
			seen, since = now, time.Now()
		}
		if time.Since(since) >= quietFor || time.Since(began) >= quietWithin {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the clusters do not come to rest: %w", context.Cause(ctx))
		case <-time.After(quietFor / 10):
		}
	}
}

// changes counts what was changed, but for what is only told.
func (p *Pair) changes(ctx context.Context) (int, error) {
	calls, err := p.Calls(ctx)
	if err != nil {
		return 0, err
	}
	changes := 0
	for _, call := range calls {
		if call.Mutating() && call.Resource.Resource != "leases" && call.Resource.Resource != "events" {
			changes++
		}
	}
	return changes, nil
}
