package steps

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// kind is one kind a feature may name.
type kind struct {
	name       string
	resource   schema.GroupVersionResource
	namespaced bool
}

// kinds is the list of kinds a feature may name.
func kinds() []kind {
	return []kind{
		of("Namespace", "", "v1", "namespaces", false),
		of("Node", "", "v1", "nodes", false),
		of("PersistentVolume", "", "v1", "persistentvolumes", false),
		of("Pod", "", "v1", "pods", true),
		of("ConfigMap", "", "v1", "configmaps", true),
		of("Secret", "", "v1", "secrets", true),
		of("Service", "", "v1", "services", true),
		of("Endpoints", "", "v1", "endpoints", true),
		of("Event", "", "v1", "events", true),
		of("ServiceAccount", "", "v1", "serviceaccounts", true),
		of("PersistentVolumeClaim", "", "v1", "persistentvolumeclaims", true),
		of("ReplicaSet", "apps", "v1", "replicasets", true),
		of("Deployment", "apps", "v1", "deployments", true),
		of("RuntimeClass", "node.k8s.io", "v1", "runtimeclasses", false),
		of("Ingress", "networking.k8s.io", "v1", "ingresses", true),
		of("IngressClass", "networking.k8s.io", "v1", "ingressclasses", false),
		of("NetworkPolicy", "networking.k8s.io", "v1", "networkpolicies", true),
		of("EndpointSlice", "discovery.k8s.io", "v1", "endpointslices", true),
		of("StorageClass", "storage.k8s.io", "v1", "storageclasses", false),
		of("VolumeSnapshot", "snapshot.storage.k8s.io", "v1", "volumesnapshots", true),
		of("VolumeSnapshotContent", "snapshot.storage.k8s.io", "v1", "volumesnapshotcontents", false),
		of("VolumeSnapshotClass", "snapshot.storage.k8s.io", "v1", "volumesnapshotclasses", false),
		of("CSIDriver", "storage.k8s.io", "v1", "csidrivers", false),
		of("CSINode", "storage.k8s.io", "v1", "csinodes", false),
		of("CSIStorageCapacity", "storage.k8s.io", "v1", "csistoragecapacities", true),
		of("PriorityClass", "scheduling.k8s.io", "v1", "priorityclasses", false),
		of("Role", "rbac.authorization.k8s.io", "v1", "roles", true),
		of("RoleBinding", "rbac.authorization.k8s.io", "v1", "rolebindings", true),
		of("ClusterRole", "rbac.authorization.k8s.io", "v1", "clusterroles", false),
		of("ClusterRoleBinding", "rbac.authorization.k8s.io", "v1", "clusterrolebindings", false),
		of("PodDisruptionBudget", "policy", "v1", "poddisruptionbudgets", true),
		of("MutatingAdmissionPolicy", "admissionregistration.k8s.io", "v1", "mutatingadmissionpolicies", false),
		of("MutatingAdmissionPolicyBinding", "admissionregistration.k8s.io", "v1", "mutatingadmissionpolicybindings", false),
		of("CustomResourceDefinition", "apiextensions.k8s.io", "v1", "customresourcedefinitions", false),
		of("Widget", "example.com", "v1", "widgets", true),
		of("Gadget", "example.com", "v1", "gadgets", false),
		of("Gizmo", "example.com", "v2", "gizmos", true),
	}
}

func of(name, group, version, resource string, namespaced bool) kind {
	return kind{name, schema.GroupVersionResource{Group: group, Version: version, Resource: resource}, namespaced}
}

// kindOf finds a kind by its singular name.
func kindOf(name string) (kind, error) {
	i := slices.IndexFunc(kinds(), func(k kind) bool { return k.name == name })
	if i < 0 {
		return kind{}, fmt.Errorf("kind %q is not one a feature may name", name)
	}
	return kinds()[i], nil
}

// kindOfPlural finds a kind by the plural a table's sentence uses, e.g. "Ingresses".
func kindOfPlural(name string) (kind, error) {
	i := slices.IndexFunc(kinds(), func(k kind) bool { return k.resource.Resource == strings.ToLower(name) })
	if i < 0 {
		return kind{}, fmt.Errorf("kind %q is not one a feature may name", name)
	}
	return kinds()[i], nil
}

// ref names an object as a feature does: "namespace/name", or "name" when cluster-scoped.
func (k kind) ref(name string) (Ref, error) {
	namespace, base, found := strings.Cut(name, "/")
	if !k.namespaced {
		namespace, base = "", name
	}
	if k.namespaced != found || base == "" {
		return Ref{}, fmt.Errorf("%s %q: want %s", k.name, name, map[bool]string{true: "namespace/name", false: "a name without namespace"}[k.namespaced])
	}
	return Ref{Resource: k.resource, Kind: k.name, Namespace: namespace, Name: base}, nil
}

// refOf turns the words of a step into a Ref.
func refOf(kindName, name string) (Ref, error) {
	k, err := kindOf(kindName)
	if err != nil {
		return Ref{}, err
	}
	return k.ref(name)
}

// refOfObject names the object of a YAML document; no namespace means "default".
func refOfObject(object *unstructured.Unstructured) (Ref, error) {
	k, err := kindOf(object.GetKind())
	if err != nil {
		return Ref{}, err
	}
	if k.namespaced && object.GetNamespace() == "" {
		object.SetNamespace("default")
	}
	return Ref{Resource: k.resource, Kind: k.name, Namespace: object.GetNamespace(), Name: object.GetName()}, nil
}

// String names the object as a feature does.
func (r Ref) String() string {
	if r.Namespace == "" {
		return r.Kind + " " + r.Name
	}
	return r.Kind + " " + r.Namespace + "/" + r.Name
}

// Named tells the resource of a kind that features may name. Given is true when
// the features bring its definition along.
func Named(kindName string) (resource schema.GroupResource, given, ok bool) {
	k, err := kindOf(kindName)
	if err != nil {
		if k, err = kindOfPlural(kindName); err != nil {
			return schema.GroupResource{}, false, false
		}
	}
	resource = k.resource.GroupResource()
	return resource, resource.Group == "example.com" || definition(resource.String()) != nil, true
}
