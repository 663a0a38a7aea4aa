package object

import "k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

// SameContent reports whether two objects differ in nothing but what every API
// server adds to what it stores: uid, version, generation, times. No object has
// the content of none.
func SameContent(a, b *unstructured.Unstructured) bool {
	if a == nil || b == nil {
		return false
	}
	for field, value := range a.Object {
		if field != "metadata" && !Equal(value, b.Object[field]) {
			return false
		}
	}
	for field, value := range b.Object {
		if _, both := a.Object[field]; !both && field != "metadata" && !empty(value) {
			return false
		}
	}
	ours, _ := a.Object["metadata"].(map[string]any)
	theirs, _ := b.Object["metadata"].(map[string]any)
	for _, field := range []string{"labels", "annotations", "ownerReferences", "finalizers", "deletionTimestamp"} {
		if !Equal(ours[field], theirs[field]) {
			return false
		}
	}
	return true
}
