package subject

import (
	"context"
	"fmt"
	"time"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/scenarios/history"
)

// Quieter is a pair in which others than the engine are at work, too.
type Quieter interface {
	// Quiet returns when nobody has changed anything for so long.
	Quiet(ctx context.Context, window time.Duration) error
}

// activity is what an engine asked for: its writes, and what it read for the first
// time. An engine that asks the same again and again, or renews its lease, is quiet.
type activity struct{ writes, reads int }

func activityOf(calls []history.Call) activity {
	type read struct {
		actor           history.Actor
		verb, side      string
		resource        schema.GroupVersionResource
		namespace, name string
	}
	seen := map[read]bool{}
	var sum activity
	for _, call := range calls {
		switch {
		case !call.Actor.IsEngine() || call.Resource.Resource == "leases":
		case call.Mutating():
			sum.writes++
		default:
			seen[read{call.Actor, call.Verb, call.Side, call.Resource, call.Namespace, call.Name}] = true
		}
	}
	sum.reads = len(seen)
	return sum
}

// quiet returns when the engine has asked for nothing new for its window. With
// first, the engine has so long to ask for anything at all.
func (c *command) quiet(ctx context.Context, first time.Duration) error {
	window := c.of.options.Engine.Window
	look := time.NewTicker(max(window/10, 5*time.Millisecond))
	defer look.Stop()
	from, err := c.of.activity(ctx)
	for last, began, since := from, time.Now(), time.Now(); err == nil; {
		switch asked := last != from || first == 0; {
		case last.writes-from.writes > most:
			return fmt.Errorf("the engine does not come to rest: it asked for more than %d writes", most)
		case asked && time.Since(since) >= window, !asked && time.Since(began) >= first:
			return c.others(ctx, window)
		}
		select {
		case <-look.C:
		case <-c.Done():
			return c.ended()
		case <-ctx.Done():
			return fmt.Errorf("waiting for the engine to be quiet: %w", context.Cause(ctx))
		}
		var now activity
		if now, err = c.of.activity(ctx); now != last {
			last, since = now, time.Now()
		}
	}
	return err
}

// activity is that of the scenario until now.
func (s *Subject) activity(ctx context.Context) (activity, error) {
	calls, err := s.pair.Calls(ctx)
	if err != nil {
		return activity{}, fmt.Errorf("reading what was called: %w", err)
	}
	return activityOf(calls), nil
}

// others lets controllers of the clusters come to rest.
func (c *command) others(ctx context.Context, window time.Duration) error {
	if quieter, ok := c.of.pair.(Quieter); ok {
		return quieter.Quiet(ctx, window)
	}
	return nil
}
