package object

import "k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

// These read and change labels and annotations in place, entry by entry. The
// methods of Unstructured copy the whole map each time, which was a third of the
// cost of a plan.

// Label returns one label, or "".
func Label(o *unstructured.Unstructured, key string) string {
	value, _ := Labels(o)[key].(string)
	return value
}

// Annotation returns one annotation, or "".
func Annotation(o *unstructured.Unstructured, key string) string {
	value, _ := Annotations(o)[key].(string)
	return value
}

// Labels returns the object's own map, nil if there is none or no object. It must not be changed.
func Labels(o *unstructured.Unstructured) map[string]any { return entries(o, "labels") }

// Annotations returns the object's own map, nil if there is none or no object. It must not be changed.
func Annotations(o *unstructured.Unstructured) map[string]any { return entries(o, "annotations") }

// SetLabel sets one label of an object that is the caller's own.
func SetLabel(o *unstructured.Unstructured, key, value string) { setEntry(o, "labels", key, value) }

// SetAnnotation sets one annotation of an object that is the caller's own.
func SetAnnotation(o *unstructured.Unstructured, key, value string) {
	setEntry(o, "annotations", key, value)
}

// SetLabels replaces the labels of an object that is the caller's own; the map becomes the object's.
func SetLabels(o *unstructured.Unstructured, labels map[string]any) {
	setEntries(o, "labels", labels)
}

// SetAnnotations replaces the annotations of an object that is the caller's own; the map becomes the object's.
func SetAnnotations(o *unstructured.Unstructured, annotations map[string]any) {
	setEntries(o, "annotations", annotations)
}

func entries(o *unstructured.Unstructured, field string) map[string]any {
	if o == nil {
		return nil
	}
	metadata, _ := o.Object["metadata"].(map[string]any)
	found, _ := metadata[field].(map[string]any)
	return found
}

// RemoveAnnotation takes an annotation off.
func RemoveAnnotation(o *unstructured.Unstructured, key string) {
	found := Annotations(o)
	delete(found, key)
	SetAnnotations(o, found)
}

func setEntry(o *unstructured.Unstructured, field, key, value string) {
	if found := entries(o, field); found != nil {
		found[key] = value
		return
	}
	setEntries(o, field, map[string]any{key: value})
}

func setEntries(o *unstructured.Unstructured, field string, values map[string]any) {
	metadata, ok := o.Object["metadata"].(map[string]any)
	if !ok {
		metadata = map[string]any{}
		o.Object["metadata"] = metadata
	}
	if len(values) == 0 {
		delete(metadata, field)
		return
	}
	metadata[field] = values
}
