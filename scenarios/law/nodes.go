package law

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// The marks of the host service at which a node's kubelet is found (NODE-45).
const (
	belongsTo   = prefix + "belongs-to"
	servesNode  = prefix + "node"
	standsFor   = prefix + "fake-node"
	ownerKind   = prefix + "owner-set-kind"
	daemonOwner = "DaemonSet"
)

func isNode(resource schema.GroupResource) bool {
	return resource.Group == "" && resource.Resource == "nodes"
}

// changesNodes reports whether a tenant may change the host's nodes (NODE-38).
func (s settings) changesNodes() bool {
	back, _, _ := unstructured.NestedBool(s.sync, "fromHost", "nodes", "syncBackChanges")
	return back && s.enabled("fromHost", "nodes", false)
}

// proxiesKubelets reports whether nodes have a service (NODE-45).
func (s settings) proxiesKubelets() bool { return s.nodeIPs }

// nodeOf is the node that a host service of this virtual cluster is for, if it is one.
func (w *world) nodeOf(k key, host *unstructured.Unstructured) string {
	if !isService(k) || k.namespace != w.namespace || host.GetLabels()[belongsTo] != w.name {
		return ""
	}
	if long := host.GetAnnotations()[servesNode]; long != "" {
		return long
	}
	return host.GetLabels()[servesNode]
}

// nodeUnwanted reports whether nothing asks for a virtual node: the host has no
// such node or it is not selected, or no pod that counts is on it where that is
// what decides (NODE-02 to NODE-09, NODE-71); or it has to be made anew, because it
// shows what the configuration does not say or what cannot be changed.
func (w *world) nodeUnwanted(name string, virtual *unstructured.Unstructured) bool {
	mirrors := w.settings.fromHost(schema.GroupResource{Resource: "nodes"})
	stands := virtual.GetLabels()[standsFor] == "true"
	if stands == mirrors && (stands || virtual.GetLabels()[managedBy] != "") {
		return true
	}
	if !mirrors {
		return !w.carriesPods(name)
	}
	host := w.at(key{side: hostSide, resource: schema.GroupResource{Resource: "nodes"}, name: name})
	if host == nil || host.GetDeletionTimestamp() != nil || differs(host, virtual, "providerID") || differs(host, virtual, "podCIDR") {
		return true
	}
	all, _, _ := unstructured.NestedBool(w.settings.sync, "fromHost", "nodes", "selector", "all")
	labels, _, _ := unstructured.NestedStringMap(w.settings.sync, "fromHost", "nodes", "selector", "labels")
	for key, value := range labels {
		if host.GetLabels()[key] != value {
			return !all
		}
	}
	return !all && len(labels) == 0 && !w.settings.schedules && !w.carriesPods(name)
}

func differs(a, b *unstructured.Unstructured, field string) bool {
	x, _, _ := unstructured.NestedString(a.Object, "spec", field)
	y, _, _ := unstructured.NestedString(b.Object, "spec", field)
	return x != y
}

// carriesPods reports whether a pod that counts is on a node, on either side (NODE-06).
func (w *world) carriesPods(node string) bool {
	found := false
	for _, side := range []string{virtualSide, hostSide} {
		w.each(side, func(k key, pod *unstructured.Unstructured) {
			on, _, _ := unstructured.NestedString(pod.Object, "spec", "nodeName")
			if k.resource.Resource == "pods" && on == node && (side == virtualSide || w.claimed(pod)) && !daemon(pod) {
				found = true
			}
		})
	}
	return found
}

func daemon(pod *unstructured.Unstructured) bool {
	for _, owner := range pod.GetOwnerReferences() {
		if owner.Kind == daemonOwner {
			return true
		}
	}
	return pod.GetAnnotations()[ownerKind] == daemonOwner
}
