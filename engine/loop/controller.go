package loop

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// source says which names of a controller the objects of one place concern.
type source struct {
	controller *recipe.Recipe
	names      func(*unstructured.Unstructured) []string
}

// know notes who plans what, and what wakes it, before anything is watched.
func (l *Loop) know(controllers []plan.Controller) {
	l.planners = make(map[*recipe.Recipe]func(plan.Input) plan.Plan, len(controllers))
	for _, c := range controllers {
		l.planners[c.Recipe] = c.Plan
		for _, s := range c.Sources {
			if at := (place{side: s.Side, recipe: s.Recipe}); s.Names != nil {
				l.sources[at] = append(l.sources[at], source{c.Recipe, s.Names})
			}
		}
	}
}

// watchFor adds the caches of a controller that are not there yet.
func (l *Loop) watchFor(c plan.Controller) {
	l.synced[c.Recipe] = true
	l.add(place{side: object.Virtual, recipe: c.Recipe}, cluster.Scope{
		Side: object.Virtual, Resource: c.Recipe.GVR(), Kind: c.Recipe.GVK(), Labels: c.Labels,
	})
	sources := c.Sources
	if c.Mirrors {
		sources = append(slices.Clone(sources), plan.Source{Side: object.Host, Recipe: c.Recipe, Trim: c.Trim})
	}
	for _, s := range sources {
		at := place{side: s.Side, recipe: s.Recipe}
		if s.Name != "" {
			at.scope = object.Key{Namespace: s.Namespace, Name: s.Name}
		}
		if l.caches[at] == nil {
			l.add(at, cluster.Scope{
				Side: s.Side, Resource: s.Recipe.GVR(), Kind: s.Recipe.GVK(), Namespace: s.Namespace, Name: s.Name, Labels: s.Labels, Trim: s.Trim,
			})
		}
	}
}

// concerned are the names of controllers that a change matters to: those of an
// object that is new or gone, or that began or ceased to concern them.
func (l *Loop) concerned(at place, old, now *unstructured.Unstructured) []item {
	var items []item
	for _, s := range l.sources[unscoped(at)] {
		was, is := s.of(old), s.of(now)
		if old != nil && now != nil && slices.Equal(was, is) {
			continue
		}
		for _, name := range slices.Concat(was, is) {
			items = append(items, item{s.controller, keyNamed(name)})
		}
	}
	return items
}

// keyNamed reads a name as a source spells it.
func keyNamed(name string) object.Key {
	if namespace, rest, found := strings.Cut(name, "/"); found {
		return object.Key{Namespace: namespace, Name: rest}
	}
	return object.Key{Name: name}
}

func (s source) of(o *unstructured.Unstructured) []string {
	if o == nil {
		return nil
	}
	return s.names(o)
}

// unscoped is a place whatever part of the kind its cache is for.
func unscoped(at place) place { return place{side: at.side, recipe: at.recipe} }
