package kinds

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// PersistentVolume is a volume the tenant made: it flows down under a name of its
// own, and the host says what it is bound to. PV-10 to PV-24
var PersistentVolume = recipe.Recipe{
	Resource: "persistentvolumes.v1",
	Kind:     "PersistentVolume",
	Enabled:  "sync.toHost.persistentVolumes",
	Lives:    recipe.HeldClusterWide,
	Both: path.List( // PV-15; where the data is cannot change, so that is copied once
		"spec.capacity", "spec.accessModes", "spec.persistentVolumeReclaimPolicy", "spec.nodeAffinity", "spec.volumeMode", "spec.mountOptions"),
	ToHost:    path.List("spec.storageClassName"), // PV-18
	ToVirtual: path.List("status"),                // PV-16
	Gates: []recipe.Gate{ // PV-30
		{At: path.Must("spec.storageClassName"), Class: &HostStorageClass, Noun: "storage class"},
	},
	Annotations: volumeAnnotation,
	Rules: []recipe.Rule{
		{Name: "a volume of the host has no copy", ID: "PV-11", Apply: noCopyOfHostVolume},
		{Name: "the copy is for whoever the host binds it to", ID: "PV-10", Apply: freeVolume},
		{Name: "the claim it is bound to has its virtual name", ID: "PV-17", When: recipe.Carrying, Apply: claimBack},
		{Name: "what protects data that is gone goes with it", ID: "PV-24", When: recipe.Losing, Apply: release},
		{Name: "a volume that its provisioner deletes is left to it", ID: "PV-23", When: recipe.Leaving, Apply: leftToProvisioner},
	},
}

// BoundVolume is a volume of the host under its own name, or what stands for one.
// Package volumes keeps them.
var BoundVolume = recipe.Recipe{Resource: "persistentvolumes.v1", Kind: "PersistentVolume", FromHost: true}

// HostVolume is the annotation of a virtual volume that is the host's (PV-11, PV-19).
const HostVolume = naming.Prefix + "host-pv"

func volumeAnnotation(key string) recipe.Travel {
	if key == HostVolume {
		return recipe.Never
	}
	return recipe.BothWays
}

func noCopyOfHostVolume(c *recipe.Change) {
	if object.Annotation(c.Virtual, HostVolume) != "" {
		c.Waiting = "it is a volume of the host"
	}
}

func freeVolume(c *recipe.Change) {
	spec := c.Spec()
	delete(spec, "claimRef")
	if class, _ := spec["storageClassName"].(string); class != "" && !c.Config.Sync.FromHost.StorageClasses.Enabled.On() {
		spec["storageClassName"] = c.Scheme.HostCluster(class)
	}
}

// claimBack is PV-17. A reference that means the claim already stays as it is: the
// virtual cluster's own binder may have written more into it.
func claimBack(c *recipe.Change) {
	ref, bound, _ := unstructured.NestedMap(c.Now.Host.Object, "spec", "claimRef")
	if !bound {
		return
	}
	claim := OriginalClaim(c.View, c.Scheme, ref)
	if claim == nil {
		return
	}
	own, _, _ := unstructured.NestedMap(c.Now.Virtual.Object, "spec", "claimRef")
	if own["uid"] != string(claim.GetUID()) {
		_ = unstructured.SetNestedMap(c.Virtual.Object, ClaimRef(claim), "spec", "claimRef")
	}
}

func leftToProvisioner(c *recipe.Change) {
	_, bound, _ := unstructured.NestedMap(c.Virtual.Object, "spec", "claimRef")
	policy, _, _ := unstructured.NestedString(c.Virtual.Object, "spec", "persistentVolumeReclaimPolicy")
	if bound && policy == "Delete" {
		c.Waiting = "its provisioner deletes the copy"
	}
}

// OriginalClaim is the virtual claim whose copy a reference on the host names; nil
// when it names somebody else's, or the claim is gone.
func OriginalClaim(view recipe.View, s naming.Scheme, ref map[string]any) *unstructured.Unstructured {
	namespace, _ := ref["namespace"].(string)
	name, _ := ref["name"].(string)
	host := view.Get(object.Host, &PersistentVolumeClaim, object.Key{Namespace: namespace, Name: name})
	if host == nil {
		return nil
	}
	id, ours := s.Identify(host)
	if !ours {
		return nil
	}
	return view.Get(object.Virtual, &PersistentVolumeClaim, object.Key{Namespace: id.Namespace, Name: id.Name})
}

// ClaimRef is how a volume names the claim it is bound to.
func ClaimRef(claim *unstructured.Unstructured) map[string]any {
	return map[string]any{
		"apiVersion": "v1", "kind": "PersistentVolumeClaim", "namespace": claim.GetNamespace(), "name": claim.GetName(),
		"uid": string(claim.GetUID()), "resourceVersion": claim.GetResourceVersion(),
	}
}
