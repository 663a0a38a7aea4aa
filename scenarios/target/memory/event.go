package memory

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	eventsv1 "k8s.io/api/events/v1"
	"k8s.io/apimachinery/pkg/api/validate/content"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Events have two faces, core/v1 and events.k8s.io/v1, and one store, as on a
// real server: what is written through one is seen through the other. They are
// stored as core/v1.

func coreEventKind() *kind {
	return &kind{
		resource: core("events"), kind: "Event", namespaced: true, empty: &corev1.Event{}, putCreates: true,
		fields: []string{"involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
			"involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type"},
		validName: anySegment,
		validate:  validates(checkCoreEvent, nil),
	}
}

func eventKind() *kind {
	stored := core("events")
	return &kind{
		resource: inGroup(eventsv1.GroupName, "v1", "events"), kind: "Event", namespaced: true, empty: &eventsv1.Event{}, putCreates: true,
		fields: []string{"regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid", "regarding.apiVersion",
			"regarding.resourceVersion", "regarding.fieldPath", "reason", "reportingController", "type"},
		validate: func(_ *server, fresh, old object) field.ErrorList {
			event := fresh.(*eventsv1.Event)
			if old == nil {
				return checkNewEvent(event)
			}
			return append(checkEvent(event), unchangedEvent(event, old.(*eventsv1.Event))...)
		},
		stored: &stored, keep: keepEvent, show: showEvent,
	}
}

// faces are the fields that differ between the two: events.k8s.io/v1 to core/v1.
func faces() map[string]string {
	return map[string]string{
		"regarding": "involvedObject", "note": "message", "reportingController": "reportingComponent", "deprecatedSource": "source",
		"deprecatedFirstTimestamp": "firstTimestamp", "deprecatedLastTimestamp": "lastTimestamp", "deprecatedCount": "count",
	}
}

// fixed are fields core/v1 always shows, with their empty values.
func fixed() map[string]any {
	return map[string]any{
		"involvedObject": map[string]any{}, "source": map[string]any{}, "firstTimestamp": nil, "lastTimestamp": nil,
		"reportingComponent": "", "reportingInstance": "",
	}
}

func keepEvent(event map[string]any) {
	for from, to := range faces() {
		move(event, from, to)
	}
	for name, empty := range fixed() {
		if _, there := event[name]; !there {
			event[name] = empty
		}
	}
	event["apiVersion"] = "v1"
}

func showEvent(event map[string]any) {
	for to, from := range faces() {
		move(event, from, to)
	}
	event["apiVersion"] = "events.k8s.io/v1"
	for _, name := range []string{"reportingController", "reportingInstance"} {
		if event[name] == "" {
			delete(event, name)
		}
	}
}

func move(object map[string]any, from, to string) {
	if value, there := object[from]; there {
		delete(object, from)
		object[to] = value
	}
}

// checkNewEvent is the strict rule of events.k8s.io/v1.
func checkNewEvent(e *eventsv1.Event) field.ErrorList {
	errs := checkEvent(e)
	if e.EventTime.IsZero() {
		errs = append(errs, field.Required(field.NewPath("eventTime"), ""))
	}
	if e.Type != corev1.EventTypeNormal && e.Type != corev1.EventTypeWarning {
		errs = append(errs, field.Invalid(field.NewPath("type"), "", fmt.Sprintf("has invalid value: %v", e.Type)))
	}
	for _, old := range []struct {
		name string
		set  bool
	}{
		{"firstTimestamp", !e.DeprecatedFirstTimestamp.IsZero()}, {"lastTimestamp", !e.DeprecatedLastTimestamp.IsZero()},
		{"count", e.DeprecatedCount != 0}, {"source", e.DeprecatedSource != corev1.EventSource{}},
	} {
		if old.set {
			errs = append(errs, field.Invalid(field.NewPath(old.name), "", "needs to be unset"))
		}
	}
	return errs
}

func checkEvent(e *eventsv1.Event) field.ErrorList {
	return checkAnyEvent(reported{
		namespace: e.Namespace, about: e.Regarding.Namespace, timed: !e.EventTime.IsZero(), controllerField: "reportingController",
		controller: e.ReportingController, instance: e.ReportingInstance, action: e.Action, reason: e.Reason, text: e.Note,
	})
}

func checkCoreEvent(e *corev1.Event) field.ErrorList {
	return checkAnyEvent(reported{
		namespace: e.Namespace, about: e.InvolvedObject.Namespace, timed: !e.EventTime.IsZero(), controllerField: "reportingComponent",
		controller: e.ReportingController, instance: e.ReportingInstance, action: e.Action, reason: e.Reason, text: e.Message,
	})
}

// reported is what both faces of an event are asked for.
type reported struct {
	namespace, about                           string
	timed                                      bool
	controllerField                            string
	controller, instance, action, reason, text string
}

func checkAnyEvent(r reported) (errs field.ErrorList) {
	mismatch := field.Invalid(field.NewPath("involvedObject", "namespace"), r.about, "does not match event.namespace")
	if !r.timed {
		if r.about == "" && r.namespace != metav1.NamespaceDefault || r.about != "" && r.about != r.namespace {
			errs = append(errs, mismatch)
		}
		return errs
	}
	if r.about == "" && r.namespace != metav1.NamespaceDefault && r.namespace != metav1.NamespaceSystem {
		errs = append(errs, mismatch)
	}
	for _, required := range []struct {
		name, value string
		limit       int
	}{{r.controllerField, r.controller, 0}, {"reportingInstance", r.instance, 128}, {"action", r.action, 128}, {"reason", r.reason, 128}} {
		if required.value == "" {
			errs = append(errs, field.Required(field.NewPath(required.name), ""))
		}
		if required.limit == 0 {
			errs = append(errs, checkName(required.value, qualifiedName, field.NewPath(required.name))...)
		}
		if required.limit > 0 && len(required.value) > required.limit {
			errs = append(errs, field.Invalid(field.NewPath(required.name), "", fmt.Sprintf("can have at most %v characters", required.limit)))
		}
	}
	if len(r.text) > 1024 {
		errs = append(errs, field.Invalid(field.NewPath("message"), "", "can have at most 1024 characters"))
	}
	return errs
}

// anySegment: through core/v1 an event may have any name that fits a path.
func anySegment(name string, _ bool) []string { return content.IsPathSegmentName(name) }

func qualifiedName(name string, _ bool) []string { return validation.IsQualifiedName(name) }

// unchangedEvent: only the series of an event may change.
func unchangedEvent(fresh, old *eventsv1.Event) (errs field.ErrorList) {
	for _, part := range []struct {
		name       string
		fresh, old any
	}{
		{"involvedObject", fresh.Regarding, old.Regarding}, {"reason", fresh.Reason, old.Reason}, {"message", fresh.Note, old.Note},
		{"type", fresh.Type, old.Type}, {"eventTime", fresh.EventTime, old.EventTime}, {"action", fresh.Action, old.Action},
		{"reportingController", fresh.ReportingController, old.ReportingController}, {"reportingInstance", fresh.ReportingInstance, old.ReportingInstance},
	} {
		errs = append(errs, immutable(part.fresh, part.old, field.NewPath(part.name))...)
	}
	return errs
}
