package nodes

import (
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
)

// mirrored is the virtual node that shows a host node. What the tenant added to
// its labels, annotations and taints stays; all else is the host's (NODE-20 to NODE-36).
func mirrored(in plan.Input, host *unstructured.Unstructured) *unstructured.Unstructured {
	wanted := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Node"}}
	if in.Virtual != nil {
		wanted = in.Virtual.DeepCopy()
	}
	wanted.SetName(in.Key.Name)
	metadata(in, wanted, host)
	spec := section(host, "spec")
	delete(spec, "taints")
	shown := shownTaints(in, host)
	if len(shown) > 0 {
		spec["taints"] = shown
	}
	put(wanted, "spec", spec)
	put(wanted, "status", mirroredStatus(in, host))
	return wanted
}

// section is a copy of a part of an object.
func section(o *unstructured.Unstructured, field string) map[string]any {
	part, _ := o.Object[field].(map[string]any)
	if part == nil {
		return map[string]any{}
	}
	return runtime.DeepCopyJSON(part)
}

func put(o *unstructured.Unstructured, field string, part map[string]any) {
	if len(part) == 0 {
		delete(o.Object, field)
		return
	}
	o.Object[field] = part
}

// metadata copies labels and annotations. Which came from the host is written
// down, so that those go with the host's and the tenant's own stay (NODE-21, NODE-22).
func metadata(in plan.Input, wanted, host *unstructured.Unstructured) {
	labels := travelling(object.Labels(host), func(key string) bool { return key != naming.ManagedBy })
	annotations := travelling(object.Annotations(host), travels)
	were := func(list string) []string { return strings.Split(object.Annotation(in.Virtual, list), "\n") }
	newLabels := overlaid(object.Labels(in.Virtual), labels, were(naming.ManagedLabels))
	newLabels[naming.ManagedBy] = in.Scheme.Name
	newAnnotations := overlaid(object.Annotations(in.Virtual), annotations, were(naming.ManagedAnnotations))
	note(newAnnotations, naming.ManagedLabels, keys(labels))
	note(newAnnotations, naming.ManagedAnnotations, keys(annotations))
	note(newAnnotations, originalTaints, spelled(taintsOf(host)))
	object.SetLabels(wanted, newLabels)
	object.SetAnnotations(wanted, newAnnotations)
}

// travels says which annotations a host node shows (NODE-23).
func travels(key string) bool {
	switch key {
	case "management.cattle.io/pod-requests", "management.cattle.io/pod-limits", originalTaints:
		return false
	}
	return !naming.IsIdentity(key)
}

func travelling(from map[string]any, travels func(string) bool) map[string]any {
	picked := map[string]any{}
	for key, value := range from {
		if travels(key) {
			picked[key] = value
		}
	}
	return picked
}

// overlaid is the virtual map under the host's, without what the host had before.
func overlaid(virtual, host map[string]any, before []string) map[string]any {
	all := map[string]any{}
	for key, value := range virtual {
		if !slices.Contains(before, key) {
			all[key] = value
		}
	}
	maps.Copy(all, host)
	return all
}

func note(annotations map[string]any, key, text string) {
	if text == "" {
		delete(annotations, key)
		return
	}
	annotations[key] = text
}

func keys(m map[string]any) string { return strings.Join(slices.Sorted(maps.Keys(m)), "\n") }

// clearImages takes from a host node the list of what it pulled: a tenant need not
// know, and it is most of what there is of a node (NODE-30).
func clearImages(node *unstructured.Unstructured) {
	unstructured.RemoveNestedField(node.Object, "status", "images")
}

// mirroredStatus is the host's, but for where the kubelet is found (NODE-29, NODE-31).
func mirroredStatus(in plan.Input, host *unstructured.Unstructured) map[string]any {
	status := section(host, "status")
	free(in, status)
	found(in, status)
	return status
}
