package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/scenarios/target/memory"
	"github.com/syncspec/syncspec/steps"
)

// catalogue are the kinds there can be objects of.
type catalogue []memory.Known

// knownBy are the kinds that are synced, and those whose definitions are given.
func knownBy(given ...[]Manifest) catalogue {
	var customs []memory.Known
	for _, m := range slices.Concat(given...) {
		customs = append(customs, memory.Defines(m.Object)...)
	}
	return memory.Kinds(customs...)
}

// refOf names an object; false if its kind is not known.
func (c catalogue) refOf(o *unstructured.Unstructured) (steps.Ref, bool) {
	i := slices.IndexFunc(c, func(k memory.Known) bool { return k.Kind == o.GroupVersionKind() })
	if i < 0 {
		return steps.Ref{}, false
	}
	ref := steps.Ref{Resource: c[i].Resource, Kind: c[i].Kind.Kind, Name: o.GetName()}
	if c[i].Namespaced {
		ref.Namespace = cmp.Or(o.GetNamespace(), "default")
	}
	return ref, true
}

// placed are the objects in the namespaces they will be in.
func (c catalogue) placed(manifests []Manifest) []Manifest {
	var all []Manifest
	for _, m := range manifests {
		m.Object = m.Object.DeepCopy()
		if ref, known := c.refOf(m.Object); known {
			m.Object.SetNamespace(ref.Namespace)
		}
		all = append(all, m)
	}
	return all
}

// recipesOf are the recipes of a kind: one, or one for each direction. Those of
// custom resources are made by the engine.
func (d *decisions) recipesOf(o *unstructured.Unstructured) []*recipe.Recipe {
	all := kinds.All()
	for _, r := range d.recipes() {
		if !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	return slices.DeleteFunc(all, func(r *recipe.Recipe) bool { return r.GVK() != o.GroupVersionKind() })
}

// unknown says why an object of a kind that the servers do not have stays where it is.
func unknown(m Manifest) string {
	kind := m.Object.GetKind()
	if podOf(m) != nil {
		return fmt.Sprintf("a %s stays in the virtual cluster; a pod of its template is shown", kind)
	}
	return fmt.Sprintf("%s %s is no kind that is synced; for a custom resource give its CustomResourceDefinition, too", m.Object.GetAPIVersion(), kind)
}

// InOrder are the objects with those first that others need.
func InOrder(manifests []Manifest) []Manifest {
	ordered := slices.Clone(manifests)
	slices.SortStableFunc(ordered, func(a, b Manifest) int { return cmp.Compare(rank(a), rank(b)) })
	return ordered
}

// rank orders objects by what needs what.
func rank(m Manifest) int {
	kind := m.Object.GetKind()
	switch {
	case kind == "Namespace" || kind == "CustomResourceDefinition":
		return 0
	case strings.HasSuffix(kind, "Class") || kind == "Node" || kind == "ServiceAccount":
		return 1
	case kind == "ConfigMap" || kind == "Secret" || kind == "PersistentVolume":
		return 2
	case kind == "PersistentVolumeClaim" || kind == "Service":
		return 3
	case kind == "Pod":
		return 5
	}
	return 4
}

// name is an object as people call it: "Pod default/web".
func name(o *unstructured.Unstructured) string {
	if o.GetNamespace() == "" {
		return o.GetKind() + " " + o.GetName()
	}
	return o.GetKind() + " " + o.GetNamespace() + "/" + o.GetName()
}
