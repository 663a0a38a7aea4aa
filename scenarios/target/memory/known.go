package memory

import (
	"cmp"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// Known is a kind that the memory servers have.
type Known struct {
	Kind       schema.GroupVersionKind
	Resource   schema.GroupVersionResource
	Namespaced bool
}

// Defines are the kinds that a CustomResourceDefinition brings, one for each version
// it serves, the stored one first; none for an object that is no sound definition.
func Defines(definition *unstructured.Unstructured) []Known {
	text := func(fields ...string) string {
		value, _, _ := unstructured.NestedString(definition.Object, fields...)
		return value
	}
	group, plural, kind := text("spec", "group"), text("spec", "names", "plural"), text("spec", "names", "kind")
	if definition.GroupVersionKind().GroupKind() != (schema.GroupKind{Group: definitions().Group, Kind: "CustomResourceDefinition"}) || plural == "" || kind == "" {
		return nil
	}
	versions, _, _ := unstructured.NestedSlice(definition.Object, "spec", "versions")
	var known []Known
	for _, version := range versions {
		one, _ := version.(map[string]any)
		name, _ := one["name"].(string)
		if one["served"] != true || name == "" {
			continue
		}
		in := schema.GroupVersion{Group: group, Version: name}
		at := len(known)
		if one["storage"] == true {
			at = 0
		}
		known = slices.Insert(known, at, Known{Kind: in.WithKind(kind), Resource: in.WithResource(plural), Namespaced: text("spec", "scope") == "Namespaced"})
	}
	return known
}

// kindsOf are the built-in kinds and custom ones; of a custom kind with several
// versions the first is the stored one.
func kindsOf(customs []Known) map[schema.GroupVersionResource]*kind {
	known := allKinds()
	stored := map[schema.GroupResource]string{}
	for resource, k := range known {
		if k.stored == nil {
			stored[resource.GroupResource()] = resource.Version
		}
	}
	for _, c := range customs {
		if known[c.Resource] != nil {
			continue
		}
		k := customKind(c.Resource.Group, c.Resource.Version, c.Resource.Resource, c.Kind.Kind, c.Namespaced)
		if first, later := stored[c.Resource.GroupResource()]; later {
			k = laterVersion(k, first)
		} else {
			stored[c.Resource.GroupResource()] = c.Resource.Version
		}
		known[c.Resource] = k
	}
	return known
}

// Kinds are all kinds of the memory servers, by group, version and plural; with
// those that the customs add.
func Kinds(customs ...Known) []Known {
	var known []Known
	for resource, k := range kindsOf(customs) {
		known = append(known, Known{Kind: resource.GroupVersion().WithKind(k.kind), Resource: resource, Namespaced: k.namespaced})
	}
	slices.SortFunc(known, func(a, b Known) int { return cmp.Compare(a.Resource.String(), b.Resource.String()) })
	return known
}
