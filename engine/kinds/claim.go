package kinds

import (
	"maps"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// PersistentVolumeClaim flows down, is bound on the host, and what it was bound
// to comes back. PVC-*
var PersistentVolumeClaim = recipe.Recipe{
	Resource:  "persistentvolumeclaims.v1",
	Kind:      "PersistentVolumeClaim",
	Enabled:   "sync.toHost.persistentVolumeClaims",
	Lives:     recipe.Held,
	ToHost:    path.List("spec.resources.requests"), // PVC-15
	ToVirtual: path.List("status"),                  // PVC-14
	Gates: []recipe.Gate{ // PVC-30 to PVC-33
		{At: path.Must("spec.storageClassName"), Class: &HostStorageClass, Noun: "storage class", Of: "pvc"},
	},
	Annotations: claimAnnotation,
	Rules: []recipe.Rule{
		{Name: "classes, selectors and volumes have their host names", ID: "PVC-05", Apply: claimNames},
		{Name: "data comes from the copy of the claim it comes from", ID: "PVC-10", Apply: claimSources},
		{Name: "the volume is the one the host bound", ID: "PVC-11", When: recipe.Carrying, Apply: claimVolume},
		{Name: "what the host's binder wrote comes back", ID: "PVC-16", When: recipe.Carrying, Apply: binderNotes},
	},
	Remake: otherVolume,
}

// binderAnnotations are written by whoever binds a claim, which is the host's controller.
var binderAnnotations = [...]string{
	"pv.kubernetes.io/bind-completed", "pv.kubernetes.io/bound-by-controller", betaProvisioner,
}

const (
	betaProvisioner  = "volume.beta.kubernetes.io/storage-provisioner"
	betaStorageClass = "volume.beta.kubernetes.io/storage-class"
)

// claimAnnotation is PVC-03: the binder's annotations do not go down.
func claimAnnotation(key string) recipe.Travel {
	for _, own := range binderAnnotations {
		if key == own {
			return recipe.Never
		}
	}
	if key == betaStorageClass {
		return recipe.Once // PVC-05 takes it away
	}
	return recipe.BothWays
}

// binderNotes is PVC-16. Real vCluster leaves an empty note where the host has
// none (a tenant's restored claim may have brought one).
func binderNotes(c *recipe.Change) {
	for _, key := range binderAnnotations {
		value, noted := object.Annotations(c.Host)[key]
		_, had := object.Annotations(c.Virtual)[key]
		switch {
		case noted:
			object.SetAnnotation(c.Virtual, key, value.(string))
		case had && c.Compat == config.VCluster:
			object.SetAnnotation(c.Virtual, key, "")
		case had:
			object.RemoveAnnotation(c.Virtual, key)
		}
	}
}

// claimVolume is PVC-11: an unbound claim takes the volume of its copy, once the
// virtual cluster has it (PVC-12).
func claimVolume(c *recipe.Change) {
	own, _, _ := unstructured.NestedString(c.Now.Virtual.Object, "spec", "volumeName")
	bound, _, _ := unstructured.NestedString(c.Now.Host.Object, "spec", "volumeName")
	if own != "" || bound == "" {
		return
	}
	if c.Config.Sync.ToHost.PersistentVolumes.Enabled {
		if bound = virtualVolume(c, bound); bound == "" {
			return
		}
	}
	_ = unstructured.SetNestedField(c.Virtual.Object, bound, "spec", "volumeName")
	if c.Compat == config.VCluster { // whatever else came with the volume is taken for known
		object.SetAnnotations(c.Virtual, maps.Clone(object.Annotations(c.Now.Virtual)))
	}
}

// virtualVolume is the virtual name of a volume of the host: that of the original of
// a copy, its own for one that the host made; empty while the virtual cluster has none.
func virtualVolume(c *recipe.Change, name string) string {
	if host := c.View.Get(object.Host, &BoundVolume, object.Key{Name: name}); host != nil {
		if id, ours := c.Scheme.Identify(host); ours {
			return id.Name
		}
	}
	shown := c.View.Get(object.Virtual, &BoundVolume, object.Key{Name: name})
	if shown == nil || object.Annotation(shown, HostVolume) != name {
		return ""
	}
	return name
}
