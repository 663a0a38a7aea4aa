package law

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// byController reports whether virtual endpoints, or a slice of them, are those of
// a service with a selector: the host has controllers of its own for them (EP-03, EPS-04).
func (w *world) byController(virtual *unstructured.Unstructured) bool {
	name := ""
	switch virtual.GetKind() {
	case "Endpoints":
		name = virtual.GetName()
	case "EndpointSlice":
		name = virtual.GetLabels()["kubernetes.io/service-name"]
	}
	service := w.at(key{virtualSide, schema.GroupResource{Resource: "services"}, virtual.GetNamespace(), name})
	if service == nil {
		return false
	}
	selector, _, _ := unstructured.NestedMap(service.Object, "spec", "selector")
	return len(selector) > 0
}
