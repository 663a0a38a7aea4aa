package nodes

import (
	"maps"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// others are the pods of the whole host that are not this virtual cluster's: a
// scheduler in the virtual cluster does not see them, and they take room (NODE-35).
func others(env recipe.Env) plan.Source {
	foreign := func(pod *unstructured.Unstructured) bool {
		phase, _, _ := unstructured.NestedString(pod.Object, "status", "phase")
		ours := pod.GetNamespace() == env.Scheme.Namespace && object.Label(pod, naming.ManagedBy) == env.Scheme.Name
		return phase != "Succeeded" && phase != "Failed" && !ours
	}
	return plan.Source{
		Side: object.Host, Recipe: &kinds.HostPod, Trim: onlyRequests,
		Names: func(pod *unstructured.Unstructured) []string {
			node, _, _ := unstructured.NestedString(pod.Object, "spec", "nodeName")
			if node == "" || !foreign(pod) {
				return nil
			}
			return []string{node}
		},
	}
}

// onlyRequests leaves of a pod where it is and what it asks for: a host has many.
func onlyRequests(pod *unstructured.Unstructured) {
	phase, _, _ := unstructured.NestedString(pod.Object, "status", "phase")
	spec, _ := pod.Object["spec"].(map[string]any)
	kept := map[string]any{"nodeName": spec["nodeName"], "overhead": spec["overhead"]}
	for _, list := range []string{"containers", "initContainers"} {
		var containers []any
		for _, c := range items(spec, list) {
			requests, _, _ := unstructured.NestedMap(c, "resources", "requests")
			containers = append(containers, map[string]any{"resources": map[string]any{"requests": requests}, "restartPolicy": c["restartPolicy"]})
		}
		kept[list] = containers
	}
	metadata := map[string]any{}
	for _, field := range []string{"name", "namespace", "uid", "resourceVersion"} {
		metadata[field], _, _ = unstructured.NestedString(pod.Object, "metadata", field)
	}
	metadata["labels"] = map[string]any{naming.ManagedBy: object.Label(pod, naming.ManagedBy)}
	pod.Object = map[string]any{
		"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": kept, "status": map[string]any{"phase": phase},
	}
}

func items(from map[string]any, list string) []map[string]any {
	var all []map[string]any
	entries, _ := from[list].([]any)
	for _, entry := range entries {
		if m, is := entry.(map[string]any); is {
			all = append(all, m)
		}
	}
	return all
}

// free makes a node's allocatable what is left of it for this virtual cluster, and
// keeps resources that somebody declared in the virtual cluster only (NODE-35).
func free(in plan.Input, status map[string]any) {
	if !in.Config.VirtualScheduling() {
		return
	}
	capacity, allocatable := declared(in, status, "capacity"), declared(in, status, "allocatable")
	for name, amount := range capacity {
		if _, has := allocatable[name]; !has {
			allocatable[name] = amount
		}
	}
	maps.DeleteFunc(allocatable, func(name string, _ any) bool { return capacity[name] == nil })
	taken, count := taken(in)
	for name, used := range taken {
		subtract(allocatable, name, used)
	}
	subtract(allocatable, "pods", *resource.NewQuantity(count, resource.DecimalSI))
	status["capacity"], status["allocatable"] = capacity, allocatable
}

// declared are the host's amounts, and those that only the virtual node has.
func declared(in plan.Input, status map[string]any, field string) map[string]any {
	all := map[string]any{}
	if in.Virtual != nil {
		given, _, _ := unstructured.NestedMap(in.Virtual.Object, "status", field)
		maps.Copy(all, given)
	}
	host, _ := status[field].(map[string]any)
	maps.Copy(all, host)
	return all
}

// subtract takes from an amount what is used of it, unless nothing would be left.
func subtract(from map[string]any, name string, used resource.Quantity) {
	text, _ := from[name].(string)
	left, err := resource.ParseQuantity(text)
	if err != nil {
		return
	}
	left.Sub(used)
	if left.Sign() > 0 {
		from[name] = left.String()
	}
}

// taken is what the pods of others ask for on a node, and how many they are.
func taken(in plan.Input) (map[string]resource.Quantity, int64) {
	sum, count := map[string]resource.Quantity{}, int64(0)
	for _, user := range in.View.Users(in.Recipe, in.Key) {
		if user.Recipe != &kinds.HostPod {
			continue
		}
		count++
		spec, _ := user.Object.Object["spec"].(map[string]any)
		for _, name := range []string{"cpu", "memory", "ephemeral-storage"} {
			total := sum[name]
			total.Add(requested(spec, name))
			sum[name] = total
		}
	}
	return sum, count
}

// requested is what a pod asks for: all its containers together or its largest
// init container, whichever is more, and its overhead.
func requested(spec map[string]any, name string) resource.Quantity {
	var running, starting resource.Quantity
	amount := func(from map[string]any, fields ...string) resource.Quantity {
		text, _, _ := unstructured.NestedString(from, append(fields, name)...)
		q, _ := resource.ParseQuantity(text)
		return q
	}
	for _, c := range items(spec, "initContainers") {
		q := amount(c, "resources", "requests")
		if c["restartPolicy"] == "Always" {
			running.Add(q)
		} else if q.Cmp(starting) > 0 {
			starting = q
		}
	}
	for _, c := range items(spec, "containers") {
		running.Add(amount(c, "resources", "requests"))
	}
	if starting.Cmp(running) > 0 {
		running = starting
	}
	running.Add(amount(spec, "overhead"))
	return running
}
