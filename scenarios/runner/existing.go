package runner

import (
	"context"
	"fmt"
	"time"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/scenarios"
	"github.com/syncspec/syncspec/steps"
)

// Clusters are two clusters that exist, as the target of that name needs them.
type Clusters interface {
	scenarios.Pair
	// Quiet returns when nobody has changed anything for so long.
	Quiet(ctx context.Context, window time.Duration) error
	// Controlled reports whether controllers run in a cluster.
	Controlled(side steps.Side) bool
	// Serves reports whether a cluster knows a kind.
	Serves(side steps.Side, resource schema.GroupResource) bool
}

// Existing is the target of two clusters that somebody else started. Scenarios
// run one at a time; each takes away what it made before the next begins.
type Existing struct {
	Clusters Clusters
	// Called is the target's name; empty means "kubeconfig".
	Called string
	// About describes the clusters for the report.
	About string
	// Without are tags of scenarios that cannot run there, with the reason.
	Without map[string]string
	// Keep leaves what a scenario made that failed.
	Keep bool

	used, kept bool
}

var (
	_ Target = (*Existing)(nil)
	_ Choosy = (*Existing)(nil)
)

// Name is "kubeconfig" unless the target is called otherwise.
func (e *Existing) Name() string {
	if e.Called != "" {
		return e.Called
	}
	return "kubeconfig"
}

// Detail says what the clusters are.
func (e *Existing) Detail() string { return e.About }

// Skips are the tags of scenarios that cannot run there.
func (e *Existing) Skips() map[string]string { return e.Without }

// Lanes is 1: scenarios use the same names.
func (e *Existing) Lanes() int { return 1 }

// Skip says why a scenario cannot run in these clusters; empty means that it can.
func (e *Existing) Skip(example Example) string {
	for _, kind := range example.Kinds() {
		for _, side := range []steps.Side{steps.Host, steps.Virtual} {
			if !e.Clusters.Serves(side, kind) {
				return fmt.Sprintf("the %s cluster has no %s", side, kind)
			}
		}
	}
	for _, side := range []steps.Side{steps.Host, steps.Virtual} {
		if played := example.Plays(side); played != "" && e.Clusters.Controlled(side) {
			return fmt.Sprintf("it %s, and the %s cluster has controllers that do that themselves", played, side)
		}
	}
	return ""
}

// Use gives body the clusters, without what the scenario before it made.
func (e *Existing) Use(ctx context.Context, _ int, body Body) error {
	if e.used {
		if err := e.Clusters.Reset(ctx); err != nil {
			return &EnvironmentError{Doing: "the clusters cannot be used", Err: err}
		}
	}
	e.used = true
	e.kept = !body(ctx, e.Clusters, e.settle) && e.Keep
	return nil
}

// window is how long clusters with controllers have to be quiet to have settled.
const window = time.Second

// settle returns when an engine in this process has done its work and, where
// controllers run, when they have answered it.
func (e *Existing) settle(ctx context.Context, running *engine.Engine, writes []engine.Mark) error {
	if err := running.Settled(ctx, writes...); err != nil {
		return err
	}
	if !e.Clusters.Controlled(steps.Host) && !e.Clusters.Controlled(steps.Virtual) {
		return nil
	}
	if err := e.Clusters.Quiet(ctx, window); err != nil {
		return err
	}
	return running.Settled(ctx)
}

// Close takes away what the last scenario made.
func (e *Existing) Close() error {
	if e.kept {
		return nil
	}
	return e.Clusters.Close()
}
