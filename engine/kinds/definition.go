package kinds

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/recipe"
)

// Definition is the kind that defines custom resources. It is read and copied once,
// before anything is synced.
var Definition = recipe.Recipe{Resource: "customresourcedefinitions.v1.apiextensions.k8s.io", Kind: "CustomResourceDefinition"}

// VersionOf returns the version of a definition that is synced: the one asked
// for, or its storage version (CR-07). Only a version that is served can be.
func VersionOf(definition *unstructured.Unstructured, asked string) (map[string]any, error) {
	var served []string
	for _, version := range versions(definition) {
		name, _ := version["name"].(string)
		on, _ := version["served"].(bool)
		stored, _ := version["storage"].(bool)
		if on && (name == asked || asked == "" && stored) {
			return version, nil
		}
		if on {
			served = append(served, name)
		}
	}
	if asked == "" {
		return nil, fmt.Errorf("the host does not serve its storage version; name one of %s", strings.Join(served, ", "))
	}
	return nil, fmt.Errorf("the host does not serve version %s, but %s", asked, strings.Join(served, ", "))
}

// Defined is the definition the virtual cluster needs, or nil when the one it has
// will do: the chosen version alone (CR-08), or added to those it has already (CR-09).
func Defined(host, virtual *unstructured.Unstructured, version map[string]any) *unstructured.Unstructured {
	chosen := runtime.DeepCopyJSON(version)
	chosen["served"], chosen["storage"] = true, true
	if virtual == nil {
		return newDefinition(host, chosen)
	}
	wanted := virtual.DeepCopy()
	present, stored := false, false
	var all []any
	for _, one := range versions(wanted) {
		same := one["name"] == chosen["name"]
		present, stored = present || same, stored || same && one["storage"] == true && one["served"] == true
		one["storage"] = same
		one["served"] = one["served"] == true || same
		all = append(all, one)
	}
	if stored {
		return nil
	}
	if !present {
		all = append(all, chosen)
	}
	_ = unstructured.SetNestedSlice(wanted.Object, all, "spec", "versions")
	return wanted
}

func newDefinition(host *unstructured.Unstructured, version map[string]any) *unstructured.Unstructured {
	spec, _, _ := unstructured.NestedMap(host.Object, "spec")
	delete(spec, "conversion")
	spec["preserveUnknownFields"] = false
	spec["versions"] = []any{version}
	definition := &unstructured.Unstructured{Object: map[string]any{"spec": spec}}
	definition.SetGroupVersionKind(Definition.GVK())
	definition.SetName(host.GetName())
	definition.SetLabels(host.GetLabels())
	definition.SetAnnotations(host.GetAnnotations())
	return definition
}

func versions(definition *unstructured.Unstructured) []map[string]any {
	list, _, _ := unstructured.NestedSlice(definition.Object, "spec", "versions")
	var all []map[string]any
	for _, one := range list {
		if version, ok := one.(map[string]any); ok {
			all = append(all, version)
		}
	}
	return all
}

// fieldsOf are the fields of a version's objects beside those all objects have;
// spec when its schema does not say.
func fieldsOf(version map[string]any) []string {
	properties, _, _ := unstructured.NestedMap(version, "schema", "openAPIV3Schema", "properties")
	for _, common := range []string{"apiVersion", "kind", "metadata", "status"} {
		delete(properties, common)
	}
	if len(properties) == 0 {
		return []string{"spec"}
	}
	return slices.Sorted(maps.Keys(properties))
}
