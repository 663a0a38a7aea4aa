package kinds

import (
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

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
