package playground

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/restmapper"

	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/render"
	"github.com/syncspec/syncspec/steps"
)

// world is a running pair and the clients of those who use it.
type world struct {
	Options
	planes *controlplane.Planes
	people map[steps.Side]dynamic.Interface
	engine map[steps.Side]dynamic.Interface
	mapper map[steps.Side]meta.RESTMapper
}

func newWorld(o Options, planes *controlplane.Planes) (*world, error) {
	w := &world{Options: o, planes: planes, people: map[steps.Side]dynamic.Interface{}, engine: map[steps.Side]dynamic.Interface{}, mapper: map[steps.Side]meta.RESTMapper{}}
	for _, side := range []steps.Side{steps.Host, steps.Virtual} {
		config, err := planes.Config(side, "admin")
		if err != nil {
			return nil, err
		}
		own, err := planes.Config(side, "engine")
		if err != nil {
			return nil, err
		}
		kinds, err := discovery.NewDiscoveryClientForConfig(config)
		if err != nil {
			return nil, err
		}
		w.mapper[side] = restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(kinds))
		var failed [2]error
		w.people[side], failed[0] = dynamic.NewForConfig(config)
		w.engine[side], failed[1] = cluster.Connect(own)
		if err := errors.Join(failed[:]...); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// install makes what every virtual cluster has on its host, and inside.
func (w *world) install(ctx context.Context) error {
	host, virtual := render.Installation(w.Name, w.Namespace)
	if err := w.apply(ctx, steps.Host, []render.Manifest{host}); err != nil {
		return err
	}
	return w.apply(ctx, steps.Virtual, []render.Manifest{virtual})
}

// apply creates objects, with the namespaces they need; one that is there stays as
// it is. What a server refuses is told.
func (w *world) apply(ctx context.Context, side steps.Side, manifests []render.Manifest) error {
	for _, m := range render.InOrder(manifests) {
		err := w.create(ctx, side, m.Object)
		var status apierrors.APIStatus
		switch {
		case err == nil, apierrors.IsAlreadyExists(err):
		case errors.As(err, &status), meta.IsNoMatchError(err):
			w.Out(fmt.Sprintf("%s: the %s API server refuses %s %s: %v", m.Place, side, m.Object.GetKind(), m.Object.GetName(), err))
		default:
			return fmt.Errorf("%s: %w", m.Place, err)
		}
	}
	return nil
}

func (w *world) create(ctx context.Context, side steps.Side, o *unstructured.Unstructured) error {
	kind := o.GroupVersionKind()
	mapping, err := w.mapper[side].RESTMapping(kind.GroupKind(), kind.Version)
	if err != nil {
		return err
	}
	resource := w.people[side].Resource(mapping.Resource)
	if mapping.Scope.Name() == meta.RESTScopeNameRoot {
		_, err = resource.Create(ctx, o, metav1.CreateOptions{})
		return err
	}
	namespace := o.GetNamespace()
	if namespace == "" {
		namespace = metav1.NamespaceDefault
	}
	made := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": namespace}}}
	if err := w.create(ctx, side, made); err != nil && !apierrors.IsAlreadyExists(err) {
		return err
	}
	_, err = resource.Namespace(namespace).Create(ctx, o, metav1.CreateOptions{})
	return err
}

// warnings are what of the engine's log a person should see: each write is told
// in its own line already.
func (w *world) warnings() slog.Handler {
	return slog.NewTextHandler(lines(w.Out), &slog.HandlerOptions{Level: slog.LevelWarn})
}

// lines gives each record to a function.
type lines func(string)

func (l lines) Write(record []byte) (int, error) {
	l(string(record[:max(0, len(record)-1)]))
	return len(record), nil
}
