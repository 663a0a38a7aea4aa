package engine

import (
	"context"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Unmet is what a configuration asks of the clusters and they do not have: Run
// returns it before anything is synced. Its text names the place in the file.
type Unmet struct{ Findings config.Findings }

func (u *Unmet) Error() string { return u.Findings.Err().Error() }

func unmet(at config.Position, key, format string, args ...any) error {
	return &Unmet{config.Findings{{
		File: at.File, Line: at.Line, Column: at.Column, Key: key, Message: fmt.Sprintf(format, args...), Severity: config.Error,
	}}}
}

// checkSources makes sure that the host namespaces objects are mapped from are
// there: what is not cannot be watched (FCM-15). One that the engine may not look
// at counts as there.
func (e *Engine) checkSources(ctx context.Context, env recipe.Env, recipes []*recipe.Recipe) error {
	asked := map[string]bool{}
	for _, r := range recipes {
		mapping := env.Setting(r).Mapping
		if mapping == nil {
			continue
		}
		for _, source := range mapping.Sources() {
			if source.Namespace == "" {
				continue // all there are
			}
			if asked[source.Namespace] {
				continue
			}
			asked[source.Namespace] = true
			if err := e.checkSource(ctx, r, source); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *Engine) checkSource(ctx context.Context, r *recipe.Recipe, source object.Key) error {
	_, err := e.options.Clusters.Host.Resource(kinds.Namespace.GVR()).Get(ctx, source.Namespace, metav1.GetOptions{})
	key := r.Enabled + ".mappings.byName"
	switch {
	case apierrors.IsNotFound(err):
		return unmet(e.options.Config.Where(key), key, "%s: the host has no namespace %q; create it, or take it out of the mappings", key, source.Namespace)
	case apierrors.IsForbidden(err):
		e.options.Log.Warn("may not look whether a namespace of the mappings exists", "namespace", source.Namespace)
		return nil
	case err != nil:
		return fmt.Errorf("looking for the host namespace %s of %s: %w", source.Namespace, key, err)
	}
	return nil
}
