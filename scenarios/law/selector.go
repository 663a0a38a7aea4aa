package law

import (
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// selects reports whether the configuration surely wants a host class of this
// kind with these labels. NotIn is read as documented: the key must be present
// (RTC-12), so whatever is not wanted by some reading counts as not wanted.
func (s settings) selects(resource schema.GroupResource, labels map[string]string) bool {
	selector := s.selector(resource)
	exact, _, _ := unstructured.NestedStringMap(selector, "matchLabels")
	for name, value := range exact {
		if got, found := labels[name]; !found || got != value {
			return false
		}
	}
	expressions, _, _ := unstructured.NestedSlice(selector, "matchExpressions")
	return !slices.ContainsFunc(expressions, func(expression any) bool { return !holds(expression, labels) })
}

// gates reports whether classes of this kind have a selector that pods must pass.
func (s settings) gates(resource schema.GroupResource) bool {
	return s.fromHost(resource) && len(s.selector(resource)) > 0
}

func (s settings) selector(resource schema.GroupResource) map[string]any {
	selector, _, _ := unstructured.NestedMap(s.sync, "fromHost", flows()[resource.String()].fromHost, "selector")
	return selector
}

// holds reads one matchExpressions entry.
func holds(expression any, labels map[string]string) bool {
	fields, _ := expression.(map[string]any)
	name, _ := fields["key"].(string)
	operator, _ := fields["operator"].(string)
	values, _, _ := unstructured.NestedStringSlice(fields, "values")
	value, found := labels[name]
	switch operator {
	case "In":
		return found && slices.Contains(values, value)
	case "NotIn":
		return found && !slices.Contains(values, value)
	case "Exists":
		return found
	case "DoesNotExist":
		return !found
	}
	return false
}

// runtimeClasses is the kind whose selector gates pods in this floor of the house.
func runtimeClasses() schema.GroupResource {
	return schema.GroupResource{Group: "node.k8s.io", Resource: "runtimeclasses"}
}

// gated reports whether a pod names a class the host lacks, is losing, or that is not selected (RTC-48).
func (w *world) gated(pod *unstructured.Unstructured) bool {
	name, _, _ := unstructured.NestedString(pod.Object, "spec", "runtimeClassName")
	if name == "" || !w.settings.gates(runtimeClasses()) {
		return false
	}
	class := w.at(key{side: hostSide, resource: runtimeClasses(), name: name})
	return class == nil || class.GetDeletionTimestamp() != nil ||
		!w.settings.selects(runtimeClasses(), class.GetLabels())
}
