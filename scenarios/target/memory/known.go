package memory

import (
	"cmp"
	"slices"

	"k8s.io/apimachinery/pkg/runtime/schema"
)

// Known is a kind that the memory servers have.
type Known struct {
	Kind       schema.GroupVersionKind
	Resource   schema.GroupVersionResource
	Namespaced bool
}

// Kinds are all kinds of the memory servers, by group, version and plural.
func Kinds() []Known {
	var known []Known
	for resource, k := range allKinds() {
		known = append(known, Known{Kind: resource.GroupVersion().WithKind(k.kind), Resource: resource, Namespaced: k.namespaced})
	}
	slices.SortFunc(known, func(a, b Known) int { return cmp.Compare(a.Resource.String(), b.Resource.String()) })
	return known
}
