package replicas

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
)

// controller is the value of the label that every replica carries, as documented.
const controller = "vcluster"

// mapping is one replica and its source.
type mapping struct{ from, to object.Key }

// mappings reads a list; a name without a namespace is one of the host's.
func mappings(list []config.ServiceMapping, host string) []mapping {
	var all []mapping
	for _, m := range list {
		all = append(all, mapping{keyed(m.From, host), keyed(m.To, host)})
	}
	return all
}

func keyed(name, host string) object.Key {
	if namespace, rest, found := strings.Cut(name, "/"); found {
		return object.Key{Namespace: namespace, Name: rest}
	}
	return object.Key{Namespace: host, Name: name}
}

// replicated finds the source of a replica.
func replicated(all []mapping, to object.Key) (object.Key, bool) {
	for _, m := range all {
		if m.to == to {
			return m.from, true
		}
	}
	return object.Key{}, false
}

// targets are the replicas of a source, as the loop calls them.
func targets(all []mapping) func(*unstructured.Unstructured) []string {
	return func(o *unstructured.Unstructured) []string {
		var names []string
		for _, m := range all {
			if m.from.Name == o.GetName() && m.from.Namespace == o.GetNamespace() {
				names = append(names, m.to.String())
			}
		}
		return names
	}
}

func isReplica(o *unstructured.Unstructured) bool {
	return object.Label(o, naming.ControlledBy) == controller
}

// replica is a service as it is, or a new one under a name.
func replica(kind string, present *unstructured.Unstructured, key object.Key) *unstructured.Unstructured {
	wanted := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": kind}}
	if present != nil {
		wanted = present.DeepCopy()
	}
	wanted.SetNamespace(key.Namespace)
	wanted.SetName(key.Name)
	object.SetLabel(wanted, naming.ControlledBy, controller)
	return wanted
}

// ports are those of a service without what its own cluster gave them.
func ports(service *unstructured.Unstructured) []any {
	given, _, _ := unstructured.NestedSlice(service.Object, "spec", "ports")
	copied, _ := runtime.DeepCopyJSONValue(given).([]any)
	for _, port := range copied {
		if fields, is := port.(map[string]any); is {
			delete(fields, "nodePort")
		}
	}
	return copied
}

func clusterIP(service *unstructured.Unstructured) string {
	address, _, _ := unstructured.NestedString(service.Object, "spec", "clusterIP")
	return address
}

func headless(service *unstructured.Unstructured) bool { return clusterIP(service) == "None" }

// specOf is the spec of a service in the making; it may be changed.
func specOf(service *unstructured.Unstructured) map[string]any {
	spec, _ := service.Object["spec"].(map[string]any)
	if spec == nil {
		spec = map[string]any{}
		service.Object["spec"] = spec
	}
	return spec
}

func put(fields map[string]any, field string, list []any) {
	delete(fields, field)
	if len(list) > 0 {
		fields[field] = list
	}
}
