package kinds

import (
	"maps"
	"slices"
	"strconv"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// noPriority clears what the virtual API server's priority classes said. The
// preemption policy goes with them, or the host refuses the pod (POD-22, BUG-22).
func noPriority(c *recipe.Change) {
	spec := c.Spec()
	delete(spec, "priorityClassName")
	delete(spec, "priority")
	if c.Compat != config.VCluster {
		delete(spec, "preemptionPolicy")
	}
}

// forcedPriorityClass is POD-25: the class of pods that have none of their own on the host.
func forcedPriorityClass(c *recipe.Change) {
	forced, spec := forcedPriority(c.Config), c.Spec()
	if own, _ := spec["priorityClassName"].(string); forced == "" || own != "" {
		return
	}
	spec["priorityClassName"] = forced
	delete(spec, "priority") // the host computes it
}

func forcedPriority(c *config.Config) string { return c.Sync.ToHost.Pods.PriorityClassName }

func forcedClass(c *config.Config) string { return c.Sync.ToHost.Pods.RuntimeClassName }

// forcedRuntimeClass is POD-26: the class the configuration forces on every pod.
// What the virtual API server added for the pod's own class goes, the host adds
// what belongs to the forced one; real vCluster keeps it, and its host refuses
// the pod (BUG-15).
func forcedRuntimeClass(c *recipe.Change) {
	forced, spec := forcedClass(c.Config), c.Spec()
	if forced == "" {
		return
	}
	own, _ := spec["runtimeClassName"].(string)
	spec["runtimeClassName"] = forced
	if own == "" || c.Compat == config.VCluster {
		return
	}
	delete(spec, "overhead")
	class := c.View.Get(object.Virtual, &TenantClass, object.Key{Name: own})
	if class == nil {
		c.Waiting, c.Told = "waiting for the runtime class "+strconv.Quote(own)+", which the pod names", true
		return
	}
	if scheduling, ok := class.Object["scheduling"].(map[string]any); ok {
		unschedule(spec, scheduling)
	}
}

// unschedule takes back what a class's scheduling added to a pod. What the pod
// asks for by itself in the same words cannot be told apart, and goes too.
func unschedule(spec, scheduling map[string]any) {
	selector, _ := spec["nodeSelector"].(map[string]any)
	added, _ := scheduling["nodeSelector"].(map[string]any)
	maps.DeleteFunc(selector, func(key string, value any) bool { return added[key] == value })
	if len(selector) == 0 {
		delete(spec, "nodeSelector")
	}
	tolerations, _ := spec["tolerations"].([]any)
	more, _ := scheduling["tolerations"].([]any)
	kept := slices.DeleteFunc(tolerations, func(one any) bool {
		return slices.ContainsFunc(more, func(other any) bool { return object.Equal(one, other) })
	})
	if spec["tolerations"] = kept; len(kept) == 0 {
		delete(spec, "tolerations")
	}
}
