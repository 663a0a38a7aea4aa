package kinds

import (
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// keepQOSClass: the class of a pod cannot change, so the virtual one stays.
func keepQOSClass(c *recipe.Change) {
	if class, found, _ := unstructured.NestedString(c.Now.Virtual.Object, "status", "qosClass"); found {
		_ = unstructured.SetNestedField(c.Virtual.Object, class, "status", "qosClass")
	}
}

// hideInjected leaves out the statuses of containers that only the host pod has.
func hideInjected(c *recipe.Change) {
	status, _ := c.Virtual.Object["status"].(map[string]any)
	spec, _ := c.Virtual.Object["spec"].(map[string]any)
	for field, list := range map[string]string{"containerStatuses": "containers", "initContainerStatuses": "initContainers"} {
		statuses, ok := status[field].([]any)
		if !ok {
			continue
		}
		names := map[any]bool{}
		for _, container := range maplist(spec, list) {
			names[container["name"]] = true
		}
		status[field] = slices.DeleteFunc(slices.Clone(statuses), func(s any) bool {
			container, ok := s.(map[string]any)
			return ok && !names[container["name"]]
		})
	}
}

// hostConditions: when all that changed about the conditions of a virtual pod is
// what its API server does by itself, the host's conditions come back as ever.
// Servers say that a bound pod is scheduled, and older ones drop
// observedGeneration (POD-141); taken for the tenant's word that would go to the
// host, come back, and go again.
func hostConditions(c *recipe.Change) {
	if c.Base.Virtual == nil {
		return
	}
	bound := nodeOf(c.Base.Virtual) != nodeOf(c.Now.Virtual)
	now, before, host := conditionsOf(c.Now.Virtual), conditionsOf(c.Base.Virtual), conditionsOf(c.Now.Host)
	if object.Equal(now, before) || !object.Equal(plainConditions(now, bound), plainConditions(before, bound)) {
		return
	}
	setConditions(c.Host, host)
	if object.Equal(plainConditions(now, false), plainConditions(host, false)) {
		host = now
	}
	setConditions(c.Virtual, host)
}

func conditionsOf(pod *unstructured.Unstructured) []any {
	status, _ := pod.Object["status"].(map[string]any)
	list, _ := status["conditions"].([]any)
	return list
}

func setConditions(pod *unstructured.Unstructured, list []any) {
	if list == nil {
		unstructured.RemoveNestedField(pod.Object, "status", "conditions")
		return
	}
	_ = unstructured.SetNestedSlice(pod.Object, list, "status", "conditions")
}

// plainConditions are conditions without generations and, for a pod that was just bound, without that.
func plainConditions(list []any, bound bool) []any {
	plain := []any{}
	for _, item := range list {
		condition, ok := item.(map[string]any)
		if !ok || bound && condition["type"] == "PodScheduled" {
			continue
		}
		condition = maps.Clone(condition)
		delete(condition, "observedGeneration")
		plain = append(plain, condition)
	}
	return plain
}

// dropGeneration leaves out the generation that the virtual API server dropped
// when it was last written, or it would be written for ever (POD-141).
func dropGeneration(c *recipe.Change) {
	if c.Base.Virtual == nil {
		return
	}
	_, written, _ := unstructured.NestedInt64(c.Base.Virtual.Object, "status", "observedGeneration")
	_, kept, _ := unstructured.NestedInt64(c.Now.Virtual.Object, "status", "observedGeneration")
	if written && !kept {
		unstructured.RemoveNestedField(c.Virtual.Object, "status", "observedGeneration")
	}
}
