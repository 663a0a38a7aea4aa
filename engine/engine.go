package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"

	"github.com/prometheus/client_golang/prometheus"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/controllers"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/loop"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/patches"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/engine/script"
	"github.com/syncspec/syncspec/engine/write"
)

// Options say which two clusters an engine keeps in step, and how.
type Options struct {
	// Name is the virtual cluster's name; Namespace is its namespace on the host. Both are required.
	Name, Namespace string
	// Config is the virtual cluster's configuration; nil means all defaults.
	Config *config.Config
	// Compat selects what real vCluster was observed to do where it differs from
	// the documents; empty means documented.
	Compat   config.Compat
	Clusters cluster.Pair
	// Version is the virtual API server's, such as v1.36.3. Nodes that stand for the
	// host's say it of their kubelets; empty means that it is not known.
	Version string
	// Evaluate makes what runs the expressions of patches, if there is any; what can
	// be closed is closed at the end. Nil runs them in this process, which is for
	// expressions that are trusted.
	Evaluate func(script.Static) (script.Evaluator, error)
	// Log takes the engine's log; nil discards it.
	Log *slog.Logger
	// Metrics takes the engine's Prometheus metrics; nil keeps them private.
	Metrics prometheus.Registerer
	// Planned is told of every plan before it is carried out, by several workers at a
	// time; it makes the engine collect its reasons, which costs it half its speed.
	Planned func(Planned)
}

// Planned is what was decided for one virtual name.
type Planned = loop.Planned

// Engine keeps one virtual cluster and the host in step. Several may live in one process.
type Engine struct {
	options Options
	patches *patches.Set
	started chan struct{}
	ready   chan struct{}
	loop    *loop.Loop
}

// Check says what is to be said of a configuration beyond what reading it finds:
// about the paths and expressions of its patches.
func Check(c *config.Config) config.Findings {
	_, found := patches.Compile(c, kinds.All())
	return found
}

// New checks the options and returns an engine that does not run yet.
func New(options Options) (*Engine, error) {
	if options.Name == "" || options.Namespace == "" {
		return nil, errors.New("a virtual cluster needs a name and a host namespace")
	}
	if options.Clusters.Virtual == nil || options.Clusters.Host == nil {
		return nil, errors.New("an engine needs both clusters")
	}
	if options.Config == nil {
		options.Config = config.Default()
	}
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	compiled, found := patches.Compile(options.Config, kinds.All())
	if err := found.Err(); err != nil {
		return nil, err
	}
	return &Engine{options: options, patches: compiled, started: make(chan struct{}), ready: make(chan struct{})}, nil
}

// Run syncs until ctx is done, then lets the writes in flight finish and
// returns nil. It returns an error when the host cannot be read at the start.
// An engine runs once.
func (e *Engine) Run(ctx context.Context) error {
	ctx, end := context.WithCancel(ctx)
	defer end()
	own, err := e.ownService(ctx)
	if err != nil {
		return fmt.Errorf("reading the virtual cluster's own service on the host: %w", err)
	}
	custom, err := e.customs(ctx)
	if err != nil {
		return err
	}
	if err := e.snapshots(ctx); err != nil {
		return err
	}
	recipes := slices.Concat(kinds.Synced(), custom)
	env := recipe.Env{
		Scheme: recipe.SchemeOf(e.options.Config, e.options.Name, e.options.Namespace), Namespaces: &kinds.Namespace, Spaces: &kinds.Space,
		Config: e.options.Config, Compat: e.options.Compat, Own: own, Version: e.options.Version,
	}.With(recipes)
	recipes = slices.DeleteFunc(recipes, func(r *recipe.Recipe) bool { return !env.Setting(r).Enabled })
	if err := e.checkSources(ctx, env, recipes); err != nil {
		return err
	}
	evaluator, err := e.evaluator()
	if err != nil {
		return err
	}
	if closing, can := evaluator.(interface{ Close() }); can {
		defer closing.Close()
	}
	e.loop = e.newLoop(env, recipes, e.patches.With(env, evaluator))
	close(e.started)
	go func() {
		select {
		case <-e.loop.Ready():
			close(e.ready)
		case <-ctx.Done():
		}
	}()
	return e.denied(e.loop.Run(ctx))
}

// denied names the key that asks for what the engine may not watch (RBAC-06).
func (e *Engine) denied(err error) error {
	var d *loop.Denied
	if !errors.As(err, &d) || d.Recipe.Enabled == "" {
		return err
	}
	key := d.Recipe.Enabled
	return unmet(e.options.Config.Where(key), key, "%s: %s", key, d)
}

func (e *Engine) newLoop(env recipe.Env, recipes []*recipe.Recipe, patched *patches.Set) *loop.Loop {
	o := e.options
	instance, err := os.Hostname()
	if err != nil {
		instance = o.Name
	}
	return loop.New(loop.Options{
		Env: env.WithReferences(patched.References(recipes)), Patches: patched, Recipes: recipes, Controllers: controllers.All(env),
		Writer:  &write.Writer{Clusters: o.Clusters, Log: o.Log, Instance: instance},
		Log:     o.Log,
		Metrics: loop.NewMetrics(o.Metrics),
		Planned: o.Planned, Begin: e.mapped(env),
	})
}

// evaluator runs the expressions of this engine's patches; nil where there are none.
func (e *Engine) evaluator() (script.Evaluator, error) {
	if !e.patches.Evaluates() {
		return nil, nil
	}
	o := e.options
	static := script.Static{Name: o.Name, Namespace: o.Namespace, Config: o.Config.Visible()}
	if o.Evaluate == nil {
		return script.InProcess(static), nil
	}
	evaluator, err := o.Evaluate(static)
	if err != nil {
		return nil, fmt.Errorf("making what evaluates expressions: %w", err)
	}
	return evaluator, nil
}

// ownService reads the service the virtual cluster is reached by: it owns the
// copies, and its address is the pods' API server. Without it neither is done.
func (e *Engine) ownService(ctx context.Context) (recipe.Service, error) {
	o := e.options
	found, err := o.Clusters.Host.Resource(kinds.Service.GVR()).Namespace(o.Namespace).Get(ctx, o.Name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		o.Log.Warn("the host has no service of the virtual cluster: copies get no owner, pods no API server",
			"service", o.Namespace+"/"+o.Name)
		return recipe.Service{}, nil
	}
	if err != nil {
		return recipe.Service{}, err
	}
	own := recipe.Service{Name: o.Name, UID: string(found.GetUID())}
	own.ClusterIP, _, _ = unstructured.NestedString(found.Object, "spec", "clusterIP")
	if own.ClusterIP == "None" {
		own.ClusterIP = ""
	}
	own.Selector, _, _ = unstructured.NestedMap(found.Object, "spec", "selector")
	if len(own.Selector) == 0 {
		own.Subsets, err = e.ownEndpoints(ctx)
	}
	return own, err
}

// ownEndpoints are the addresses of a service that selects no pods; none is as good as any.
func (e *Engine) ownEndpoints(ctx context.Context) ([]any, error) {
	o := e.options
	found, err := o.Clusters.Host.Resource(kinds.NodeEndpoints.GVR()).Namespace(o.Namespace).Get(ctx, o.Name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	subsets, _, err := unstructured.NestedSlice(found.Object, "subsets")
	return subsets, err
}

// Ready is closed when every object that existed at the start has been seen and planned once.
func (e *Engine) Ready() <-chan struct{} { return e.ready }

// Looked returns when the engine has tried again to watch what it may not watch any
// more, because a right was withdrawn; at once when there is nothing of that kind.
func (e *Engine) Looked(ctx context.Context) error {
	select {
	case <-e.started:
		return e.loop.Looked(ctx)
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Mark names a write somebody made: the engine must have seen it before it can be called settled.
type Mark struct {
	Side      cluster.Side
	Resource  schema.GroupVersionResource
	Namespace string
	Name      string
	// UID is that of the object written or deleted.
	UID string
	// ResourceVersion is what the write returned; empty when the object is gone.
	ResourceVersion string
	// Labels are the object's labels after the write (they decide whether the engine watches it).
	Labels map[string]string
}

// Settled returns when the engine has seen every mark it watches for, no key is
// queued or in work, and its caches show its own writes. Keys that wait for a
// retry after a refusal do not count as work.
func (e *Engine) Settled(ctx context.Context, marks ...Mark) error {
	select {
	case <-e.started:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	watched := make([]loop.Mark, len(marks))
	for i, m := range marks {
		watched[i] = loop.Mark{
			Side: m.Side, Resource: m.Resource, Key: object.Key{Namespace: m.Namespace, Name: m.Name},
			UID: m.UID, ResourceVersion: m.ResourceVersion, Labels: m.Labels,
		}
	}
	return e.loop.Settled(ctx, watched...)
}
