package law

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/scenarios/history"
)

// event is one Event object, of core/v1 or events.k8s.io/v1.
type event struct {
	kind, reason, note            string
	regards, namespace, name, uid string
}

// isEvent reports whether a call is about Events.
func isEvent(c history.Call) bool { return c.Resource.Resource == "events" }

// eventOf reads the event a call wrote.
func eventOf(c history.Call) event {
	object := c.Body
	if c.After != nil {
		object = c.After.Object
	}
	regarding := "regarding"
	if _, found := object["involvedObject"]; found {
		regarding = "involvedObject"
	}
	text := func(fields ...string) string {
		value, _, _ := unstructured.NestedString(object, fields...)
		return value
	}
	return event{
		kind: text("type"), reason: text("reason"), note: text("note") + text("message"),
		regards: text(regarding, "kind"), namespace: text(regarding, "namespace"),
		name: text(regarding, "name"), uid: text(regarding, "uid"),
	}
}

// allocation reports a write of an event in which an API server tells of its own
// allocations: no deed causes those, and they come when they come.
func allocation(c history.Call) bool {
	if !isEvent(c) || c.After == nil {
		return false
	}
	component, _, _ := unstructured.NestedString(c.After.Object, "source", "component")
	reporter, _, _ := unstructured.NestedString(c.After.Object, "reportingComponent")
	return strings.HasSuffix(component, "-repair-controller") || strings.HasSuffix(reporter, "-repair-controller")
}

// about reports whether an event is about a virtual object.
func (e event) about(object *unstructured.Unstructured) bool {
	if e.uid != "" {
		return e.uid == string(object.GetUID())
	}
	return e.regards == object.GetKind() && e.namespace == object.GetNamespace() && e.name == object.GetName()
}
