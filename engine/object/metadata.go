package object

import "k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

// Label returns one label, or "". It copies nothing, unlike GetLabels.
func Label(o *unstructured.Unstructured, key string) string { return entry(o, "labels", key) }

// Annotation returns one annotation, or "". It copies nothing, unlike GetAnnotations.
func Annotation(o *unstructured.Unstructured, key string) string { return entry(o, "annotations", key) }

func entry(o *unstructured.Unstructured, field, key string) string {
	metadata, _ := o.Object["metadata"].(map[string]any)
	entries, _ := metadata[field].(map[string]any)
	value, _ := entries[key].(string)
	return value
}
