package nodes

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
)

// back is the host node with what the tenant changed of its labels, its taints, its
// capacity and whether it takes pods (NODE-38, NODE-39). What came from the host is written on
// the virtual node, so no memory is needed to tell the tenant's hand from the
// host's but for changed values: of those the host's count after a start.
func back(in plan.Input) *unstructured.Unstructured {
	host := in.Host.DeepCopy()
	object.SetLabels(host, backLabels(in))
	spec := section(host, "spec")
	delete(spec, "taints")
	if taints := backTaints(in); len(taints) > 0 {
		spec["taints"] = listed(taints)
	}
	if now, before := cordoned(in.Virtual), cordoned(in.Base.Virtual); in.Base.Virtual != nil && now != before {
		delete(spec, "unschedulable")
		if now {
			spec["unschedulable"] = true
		}
	}
	put(host, "spec", spec)
	backCapacity(in, host)
	return host
}

// backCapacity gives the host's node the resources that a tenant declared, changed
// or withdrew while the engine looked.
func backCapacity(in plan.Input, host *unstructured.Unstructured) {
	if in.Base.Virtual == nil {
		return
	}
	now, _, _ := unstructured.NestedMap(in.Virtual.Object, "status", "capacity")
	before, _, _ := unstructured.NestedMap(in.Base.Virtual.Object, "status", "capacity")
	capacity, _, _ := unstructured.NestedMap(host.Object, "status", "capacity")
	if capacity == nil {
		capacity = map[string]any{}
	}
	for name, amount := range now {
		if before[name] != amount {
			capacity[name] = amount
		}
	}
	for name := range before {
		if _, stays := now[name]; !stays {
			delete(capacity, name)
		}
	}
	if len(capacity) > 0 {
		_ = unstructured.SetNestedMap(host.Object, capacity, "status", "capacity")
	}
}

func cordoned(node *unstructured.Unstructured) bool {
	if node == nil {
		return false
	}
	is, _, _ := unstructured.NestedBool(node.Object, "spec", "unschedulable")
	return is
}

// backLabels: real vCluster puts our own mark on the host's node too.
func backLabels(in plan.Input) map[string]any {
	virtual, base := object.Labels(in.Virtual), object.Labels(in.Base.Virtual)
	fromHost := strings.Split(object.Annotation(in.Virtual, naming.ManagedLabels), "\n")
	labels := map[string]any{}
	for key, value := range object.Labels(in.Host) {
		now, stays := virtual[key]
		changed := in.Base.Virtual != nil && base[key] != nil && base[key] != now
		switch {
		case key == naming.ManagedBy, !slices.Contains(fromHost, key), stays && !changed:
			labels[key] = value
		case stays:
			labels[key] = now
		}
	}
	for key, value := range virtual {
		if _, there := labels[key]; !there && key != naming.ManagedBy && !slices.Contains(fromHost, key) {
			labels[key] = value
		}
	}
	return labels
}

// backTaints: taints the tenant cannot see, and those of nodes that are not ready,
// are the host's alone.
func backTaints(in plan.Input) []taint {
	virtual, before := taintsOf(in.Virtual), remembered(in.Virtual)
	var taints []taint
	for _, t := range taintsOf(in.Host) {
		hidden := t.Key == notReady || tolerated(in, t)
		if hidden || slices.Contains(virtual, t) || !slices.Contains(before, t) {
			taints = append(taints, t)
		}
	}
	for _, t := range virtual {
		if t.Key != notReady && !slices.Contains(taints, t) && !slices.Contains(before, t) {
			taints = append(taints, t)
		}
	}
	return taints
}
