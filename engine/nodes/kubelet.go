package nodes

import (
	"cmp"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
)

const (
	belongsTo = naming.Prefix + "belongs-to"
	nodeLabel = naming.Prefix + "node"
	// kubeletPort is where kubelets listen, controlPlanePort where the virtual control plane does.
	kubeletPort, controlPlanePort = int64(10250), int64(8443)
	domain                        = ".nodes.vcluster.com"
)

// found says in a node's status where its kubelet is found: at a name and an
// address that lead to the virtual control plane. Of the host's own addresses only
// the public ones stay (NODE-31 to NODE-34).
func found(in plan.Input, status map[string]any) {
	by := in.Config.Networking.Advanced.ProxyKubelets
	if !by.ByHostname && !by.ByIP {
		return
	}
	var addresses []any
	if by.ByHostname {
		addresses = append(addresses, address("Hostname", strings.ReplaceAll(in.Key.Name, ".", "-")+domain))
	}
	if ip := serviceIP(in); by.ByIP && ip != "" {
		addresses = append(addresses, address("InternalIP", ip))
	}
	own, _ := status["addresses"].([]any)
	for _, entry := range own {
		fields, _ := entry.(map[string]any)
		switch fields["type"] {
		case "InternalIP", "InternalDNS", "Hostname":
		default:
			addresses = append(addresses, entry)
		}
	}
	delete(status, "addresses")
	if len(addresses) > 0 {
		status["addresses"] = addresses
	}
	status["daemonEndpoints"] = map[string]any{"kubeletEndpoint": map[string]any{"Port": kubeletPort}}
}

func address(kind, value string) map[string]any {
	return map[string]any{"type": kind, "address": value}
}

func serviceKey(in plan.Input) object.Key {
	return object.Key{Namespace: in.Scheme.Namespace, Name: in.Scheme.NodeService(in.Key.Name)}
}

// service is the one of this node; another node's may have its name, for dots become dashes.
func service(in plan.Input) *unstructured.Unstructured {
	present := in.View.Get(object.Host, &kinds.NodeService, serviceKey(in))
	if present == nil || cmp.Or(nodeOfService(present)...) != in.Key.Name {
		return nil
	}
	return present
}

func serviceIP(in plan.Input) string {
	if present := service(in); present != nil {
		ip, _, _ := unstructured.NestedString(present.Object, "spec", "clusterIP")
		return ip
	}
	return ""
}

// nodeOfService is the node a kubelet's service is for. A label has no room for
// the longest names.
func nodeOfService(service *unstructured.Unstructured) []string {
	return []string{cmp.Or(object.Annotation(service, nodeLabel), object.Label(service, nodeLabel))}
}

// kubelet makes the service at which the node's kubelet is found, or takes it away (NODE-45).
func kubelet(in plan.Input) []plan.Action {
	if !in.Config.Networking.Advanced.ProxyKubelets.ByIP {
		return noKubelet(in)
	}
	why := plan.Reason{Rule: "its kubelet has an address", Behaviour: "NODE-45"}
	of := in.As(&kinds.NodeService)
	present := service(in)
	wanted := wantedService(in, present)
	var actions []plan.Action
	if present == nil {
		actions = append(actions, of.Creation(object.Host, of.Owned(wanted), why))
	} else {
		actions = of.Changes(object.Host, present, wanted, why, false)
	}
	return append(actions, endpoints(in)...)
}

func wantedService(in plan.Input, present *unstructured.Unstructured) *unstructured.Unstructured {
	wanted := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Service"}}
	if present != nil {
		wanted = present.DeepCopy()
	}
	key := serviceKey(in)
	wanted.SetNamespace(key.Namespace)
	wanted.SetName(key.Name)
	object.SetLabel(wanted, belongsTo, in.Scheme.Name)
	object.SetLabel(wanted, nodeLabel, naming.Shorten(in.Key.Name))
	if naming.Shorten(in.Key.Name) != in.Key.Name {
		object.SetAnnotation(wanted, nodeLabel, in.Key.Name)
	}
	spec := section(wanted, "spec")
	port, target := map[string]any{"name": "kubelet", "protocol": "TCP", "port": kubeletPort}, kubeletPort
	delete(spec, "selector")
	if len(in.Own.Selector) > 0 {
		target = controlPlanePort
		spec["selector"] = runtime.DeepCopyJSON(in.Own.Selector)
	}
	port["targetPort"] = target
	spec["ports"] = []any{port}
	wanted.Object["spec"] = spec
	return wanted
}

// endpoints are the control plane's own where its service selects no pods.
func endpoints(in plan.Input) []plan.Action {
	if len(in.Own.Selector) > 0 || len(in.Own.Subsets) == 0 {
		return nil
	}
	why := plan.Reason{Rule: "its kubelet is where the control plane is", Behaviour: "NODE-45"}
	of, key := in.As(&kinds.NodeEndpoints), serviceKey(in)
	present := in.View.Get(object.Host, &kinds.NodeEndpoints, key)
	if present == nil {
		wanted := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Endpoints", "subsets": renamed(in.Own.Subsets)}}
		wanted.SetNamespace(key.Namespace)
		wanted.SetName(key.Name)
		return []plan.Action{of.Creation(object.Host, wanted, why)}
	}
	wanted := present.DeepCopy()
	wanted.Object["subsets"] = renamed(in.Own.Subsets)
	return of.Changes(object.Host, present, wanted, why, false)
}

// renamed are the control plane's addresses, with its port as the kubelet's.
func renamed(subsets []any) []any {
	copied := runtime.DeepCopyJSONValue(subsets).([]any)
	for _, subset := range copied {
		fields, _ := subset.(map[string]any)
		ports, _ := fields["ports"].([]any)
		for _, port := range ports {
			if p, is := port.(map[string]any); is && p["name"] == "https" {
				p["name"] = "kubelet"
			}
		}
	}
	return copied
}

// noKubelet deletes what kubelet made (NODE-46).
func noKubelet(in plan.Input) []plan.Action {
	present := service(in)
	if present == nil {
		return nil
	}
	cause := "its node is gone"
	actions := []plan.Action{in.As(&kinds.NodeService).Deletion(object.Host, present, cause)}
	if left := in.View.Get(object.Host, &kinds.NodeEndpoints, serviceKey(in)); left != nil {
		actions = append(actions, in.As(&kinds.NodeEndpoints).Deletion(object.Host, left, cause))
	}
	return actions
}
