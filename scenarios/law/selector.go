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

// gates reports whether classes of this kind have a selector that objects must pass.
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

// classField is a field by which a kind names a class, and that class's kind.
type classField struct {
	field string // below spec
	class schema.GroupResource
}

// classesOf is how objects of a kind may be held back by their classes (RTC-48, ING-18, POD-160).
func classesOf(kind string) []classField {
	fields := map[string][]classField{
		"Pod": {
			{"runtimeClassName", schema.GroupResource{Group: "node.k8s.io", Resource: "runtimeclasses"}},
			{"priorityClassName", priorityClasses()},
		},
		"PersistentVolumeClaim": {{"storageClassName", schema.GroupResource{Group: "storage.k8s.io", Resource: "storageclasses"}}},
		"PersistentVolume":      {{"storageClassName", schema.GroupResource{Group: "storage.k8s.io", Resource: "storageclasses"}}},
		"Ingress":               {{"ingressClassName", schema.GroupResource{Group: "networking.k8s.io", Resource: "ingressclasses"}}},
	}
	return fields[kind]
}

func priorityClasses() schema.GroupResource {
	return schema.GroupResource{Group: "scheduling.k8s.io", Resource: "priorityclasses"}
}

// passes reports whether every selector lets a class through: the two of the system (PC-10).
func passes(class schema.GroupResource, name string) bool {
	return class == priorityClasses() && (name == "system-node-critical" || name == "system-cluster-critical")
}

// gated reports whether an object names a class the host lacks, is losing, or that is not selected.
func (w *world) gated(o *unstructured.Unstructured) bool {
	return slices.ContainsFunc(classesOf(o.GetKind()), func(f classField) bool { return w.shut(f, o) })
}

func (w *world) shut(f classField, o *unstructured.Unstructured) bool {
	name, _, _ := unstructured.NestedString(o.Object, "spec", f.field)
	if name == "" || !w.settings.gates(f.class) || passes(f.class, name) {
		return false
	}
	class := w.at(key{side: hostSide, resource: f.class, name: name})
	return class == nil || class.GetDeletionTimestamp() != nil || !w.settings.selects(f.class, class.GetLabels())
}
