package naming

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
)

// Annotations every host copy carries (META-01), and those that control syncing.
const (
	ObjectName          = Prefix + "object-name"
	ObjectNamespace     = Prefix + "object-namespace"
	ObjectUID           = Prefix + "object-uid"
	ObjectKind          = Prefix + "object-kind"
	ObjectHostName      = Prefix + "object-host-name"
	ObjectHostNamespace = Prefix + "object-host-namespace"
	ManagedAnnotations  = Prefix + "managed-annotations"
	ManagedLabels       = Prefix + "managed-labels"
	ForceSync           = Prefix + "force-sync"
	SkipBacksync        = Prefix + "skip-backsync"
	// Remaking is on a copy while its original is being made anew: the new original.
	Remaking       = Prefix + "remaking"
	ObjectImported = Prefix + "object-imported"
	// NamespaceMappings is on the virtual namespace kube-system: how namespaces are mapped (NS-16).
	NamespaceMappings = Prefix + "namespace-mappings"
	// HostContent is a hash of the host object as a mirrored one last followed it.
	HostContent = Prefix + "host-content"
)

// IsIdentity reports whether an annotation belongs to the engine on both sides
// and is never carried (MERGE-11).
func IsIdentity(key string) bool {
	switch key {
	case ObjectName, ObjectNamespace, ObjectUID, ObjectKind, ObjectHostName, ObjectHostNamespace,
		ManagedAnnotations, ManagedLabels, Remaking, HostContent:
		return true
	}
	return false
}

// Identity says which virtual object a host object is the copy of.
type Identity struct {
	Namespace, Name string
	UID             string
	// Marked is false when someone took the managed-by label away and the
	// annotations alone prove whose copy it is.
	Marked bool
}

// Stamp puts the identity of a virtual object onto its host copy: six
// annotations, two labels (META-01, META-02, META-08). Whatever the tenant
// wrote there is overwritten (META-07, META-13).
func (s Scheme) Stamp(host, virtual *unstructured.Unstructured) {
	for key, value := range map[string]string{
		ObjectName: virtual.GetName(), ObjectNamespace: virtual.GetNamespace(), ObjectUID: string(virtual.GetUID()),
		ObjectKind: kindOf(virtual), ObjectHostName: host.GetName(), ObjectHostNamespace: host.GetNamespace(),
	} {
		if value != "" { // what is in no namespace says nothing of one
			object.SetAnnotation(host, key, value)
		}
	}
	object.SetLabel(host, ManagedBy, s.Marker(host.GetNamespace()))
	if virtual.GetNamespace() != "" {
		object.SetLabel(host, Namespace, virtual.GetNamespace())
	}
}

// Marker is the managed-by label of copies: the virtual cluster's name in its
// namespace, and both for copies that are in none (META-02, SC-02).
func (s Scheme) Marker(namespace string) string {
	if namespace == "" {
		return shorten(s.Namespace + "-x-" + s.Name)
	}
	return s.Name
}

// place is where the copy of a virtual object is.
func (s Scheme) place(virtual Identity, kind string) (namespace, name string) {
	if kind == "Namespace" {
		name, _ = s.Spaces.Host(virtual.Name)
		return "", name
	}
	if virtual.Namespace == "" {
		return "", s.HostCluster(virtual.Name)
	}
	return s.HostNamespace(virtual.Namespace), s.Host(virtual.Namespace, virtual.Name)
}

// Identify returns the identity of a host object, and whether it is a copy of
// this virtual cluster: in our namespace, not marked as another's, named as its
// annotations translate, and of the kind they say (OWN-01 to OWN-05).
func (s Scheme) Identify(host *unstructured.Unstructured) (Identity, bool) {
	a := func(key string) string { return object.Annotation(host, key) }
	id := Identity{Namespace: a(ObjectNamespace), Name: a(ObjectName), UID: a(ObjectUID)}
	if host.GetNamespace() == "" {
		id.Namespace = ""
	}
	marker := object.Label(host, ManagedBy)
	namespace, name := s.place(id, host.GetKind())
	id.Marked = marker == s.Marker(namespace)
	ours := host.GetNamespace() == namespace &&
		(id.Marked || marker == "" && id.UID != "" && a(ObjectHostName) != "") &&
		id.Name != "" && name == host.GetName() &&
		sameKind(a(ObjectKind), kindOf(host)) &&
		absentOr(a(ObjectHostName), host.GetName()) &&
		absentOr(a(ObjectHostNamespace), host.GetNamespace())
	return id, ours
}

func absentOr(got, want string) bool { return got == "" || got == want }

// sameKind leaves versions out: a copy stays the copy when another version of its
// kind is synced (CR-09).
func sameKind(got, want string) bool {
	return got == "" || got == want || unversioned(got) == unversioned(want)
}

func unversioned(kind string) string {
	group, rest, _ := strings.Cut(kind, "/")
	_, name, _ := strings.Cut(rest, ", ")
	return group + ", " + name
}

// kindOf is Go's form of a kind: "networking.k8s.io/v1, Kind=Ingress"; the core
// group begins with a slash (META-03).
func kindOf(object *unstructured.Unstructured) string {
	gvk := object.GroupVersionKind()
	return gvk.Group + "/" + gvk.Version + ", Kind=" + gvk.Kind
}
