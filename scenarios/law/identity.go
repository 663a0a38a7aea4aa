package law

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
)

// The markers of a host copy, as documented (META-01, META-02).
const (
	prefix              = "vcluster.loft.sh/"
	managedBy           = prefix + "managed-by"
	controlledBy        = prefix + "controlled-by"
	objectName          = prefix + "object-name"
	objectNamespace     = prefix + "object-namespace"
	objectUID           = prefix + "object-uid"
	objectKind          = prefix + "object-kind"
	objectHostName      = prefix + "object-host-name"
	objectHostNamespace = prefix + "object-host-namespace"
	skipBacksync        = prefix + "skip-backsync"
	forceSync           = prefix + "force-sync"
)

// claimed reports whether a host object carries this virtual cluster's label
// and says nothing about itself that is untrue (a host controller may copy our
// markers to an object of its own, OWN-05).
func (w *world) claimed(host *unstructured.Unstructured) bool {
	return w.labelled(host) && truthful(host)
}

// truthful reports whether a host object says nothing about itself that is untrue.
func truthful(host *unstructured.Unstructured) bool {
	return agrees(host, objectKind, kindMarker(host)) && agrees(host, objectHostName, host.GetName()) &&
		agrees(host, objectHostNamespace, host.GetNamespace())
}

// labelled reports whether a host object carries this virtual cluster's label.
func (w *world) labelled(host *unstructured.Unstructured) bool {
	label := w.name
	if host.GetNamespace() == "" {
		label = shorten(w.namespace + "-x-" + w.name)
	}
	return host.GetLabels()[managedBy] == label
}

// agrees reports whether an annotation is absent or has the given value.
func agrees(object *unstructured.Unstructured, annotation, value string) bool {
	got := object.GetAnnotations()[annotation]
	return got == "" || got == value
}

// kindMarker spells an object's kind as object-kind does: "/v1, Kind=Pod".
func kindMarker(object *unstructured.Unstructured) string {
	gvk := object.GroupVersionKind()
	return gvk.Group + "/" + gvk.Version + ", Kind=" + gvk.Kind
}

// markedUID is the uid of the virtual object a host object says it is a copy of.
func markedUID(host *unstructured.Unstructured) types.UID {
	return types.UID(host.GetAnnotations()[objectUID])
}

// namesake is the place of the virtual object a host copy was made of, by name.
func namesake(k key, host *unstructured.Unstructured) key {
	marks := host.GetAnnotations()
	return key{virtualSide, k.resource, marks[objectNamespace], marks[objectName]}
}

// partner is the living virtual object a host copy stands for: the one with its
// uid, or the one with its name where the copy carries no uid.
func (w *world) partner(k key, host *unstructured.Unstructured) *unstructured.Unstructured {
	if uid := markedUID(host); uid != "" {
		return w.alive(key{side: virtualSide, resource: k.resource}, uid)
	}
	return w.at(namesake(k, host))
}

// copyOf is the host copy of a virtual object, nil if there is none now: by
// uid, and by name for services, whose virtual uid may change (SVC-07).
func (w *world) copyOf(k key, virtual *unstructured.Unstructured) *unstructured.Unstructured {
	var found *unstructured.Unstructured
	w.each(hostSide, func(at key, host *unstructured.Unstructured) {
		if at.resource != k.resource || !w.claimed(host) {
			return
		}
		if markedUID(host) == virtual.GetUID() || keepsCopy(k) && namesake(at, host) == k {
			found = host
		}
	})
	return found
}

func isService(k key) bool { return k.resource.Group == "" && k.resource.Resource == "services" }

// keepsCopy reports whether objects of a kind are made anew beside a copy that
// stays: services for their address, claims for their volume (GEN-22).
func keepsCopy(k key) bool {
	return isService(k) || k.resource.Group == "" && k.resource.Resource == "persistentvolumeclaims"
}

// shorten applies the documented rule for names above 63 characters (NAME-05, NAME-06).
func shorten(name string) string {
	if len(name) <= 63 {
		return name
	}
	digest := sha256.Sum256([]byte(name))
	return strings.ReplaceAll(name[:52]+"-"+hex.EncodeToString(digest[:])[:10], ".-", "-")
}
