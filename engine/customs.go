package engine

import (
	"context"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/recipe"
)

// customs makes the recipes of the custom resources the configuration names, and
// sees to it that the virtual cluster knows these (CR-02). What the host lacks
// keeps the engine from starting (CR-11).
func (e *Engine) customs(ctx context.Context) ([]*recipe.Recipe, error) {
	var recipes []*recipe.Recipe
	for _, c := range e.options.Config.Customs() {
		r, err := e.custom(ctx, c)
		if err != nil {
			return nil, err
		}
		recipes = append(recipes, r)
	}
	return recipes, nil
}

func (e *Engine) custom(ctx context.Context, c config.Custom) (*recipe.Recipe, error) {
	host, version, err := e.offered(ctx, c.Key, c.Resource, c.Version)
	if err != nil {
		return nil, err
	}
	r, err := kinds.Custom(c, host, version)
	if err != nil {
		return nil, e.refused(c.Key, err)
	}
	if err := e.define(ctx, host, version); err != nil {
		return nil, fmt.Errorf("defining %s in the virtual cluster: %w", c.Resource, err)
	}
	return r, e.served(ctx, r)
}

// offered is the host's definition of a resource that a key asks for, and the version
// of it that is synced; an empty version asked for is the stored one.
func (e *Engine) offered(ctx context.Context, key, resource, asked string) (*unstructured.Unstructured, map[string]any, error) {
	host, err := e.definitions(e.options.Clusters.Host).Get(ctx, resource, metav1.GetOptions{})
	switch {
	case apierrors.IsNotFound(err):
		return nil, nil, e.refused(key, fmt.Errorf("the host has no custom resource %s, or the engine has no access to it", resource))
	case err != nil:
		return nil, nil, fmt.Errorf("reading the definition of %s on the host: %w", resource, err)
	}
	version, err := kinds.VersionOf(host, asked)
	if err != nil {
		return nil, nil, e.refused(key, err)
	}
	return host, version, nil
}

// refused says which key asks for what cannot be.
func (e *Engine) refused(key string, err error) error {
	return unmet(e.options.Config.Where(key), key, "%s: %s", key, err)
}

func (e *Engine) definitions(client dynamic.Interface) dynamic.ResourceInterface {
	return client.Resource(kinds.Definition.GVR())
}

// define copies a definition to the virtual cluster, unless what is there will do.
func (e *Engine) define(ctx context.Context, host *unstructured.Unstructured, version map[string]any) error {
	definitions := e.definitions(e.options.Clusters.Virtual)
	virtual, err := definitions.Get(ctx, host.GetName(), metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		virtual, err = nil, nil
	}
	if err != nil {
		return err
	}
	wanted := kinds.Defined(host, virtual, version)
	switch {
	case wanted == nil:
		return nil
	case virtual == nil:
		_, err = definitions.Create(ctx, wanted, metav1.CreateOptions{})
	default:
		_, err = definitions.Update(ctx, wanted, metav1.UpdateOptions{})
	}
	if err == nil {
		e.options.Log.Info("defined a custom resource in the virtual cluster", "resource", host.GetName(), "version", version["name"])
	}
	return err
}

// Waits between two looks whether a new custom resource is served.
const (
	firstLook = 20 * time.Millisecond
	lastLook  = time.Minute
)

// served waits until the virtual API server serves a kind: it takes a moment from
// a definition to the first answer (CR-08).
func (e *Engine) served(ctx context.Context, r *recipe.Recipe) error {
	for wait := firstLook; ; wait += wait / 2 {
		_, err := e.options.Clusters.Virtual.Resource(r.GVR()).List(ctx, metav1.ListOptions{Limit: 1})
		if err == nil || !apierrors.IsNotFound(err) || wait > lastLook {
			return err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}
