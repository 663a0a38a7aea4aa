package kinds

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// skipTranslate is the annotation of a tenant who means names of the host (PVC-09).
const skipTranslate = naming.Prefix + "skip-translate"

func skips(o *unstructured.Unstructured) bool { return object.Annotation(o, skipTranslate) == "true" }

// claimNames: classes and volumes that are synced have other names on the host;
// those that are not are the host's own already (PVC-04 to PVC-09).
func claimNames(c *recipe.Change) {
	spec, synced := c.Spec(), c.Config.Sync.ToHost
	volumes := synced.PersistentVolumes.Enabled && !skips(c.Virtual)
	class, named := spec["storageClassName"].(string)
	if !named && synced.StorageClasses.Enabled {
		class = object.Annotation(c.Virtual, betaStorageClass)
	}
	if class != "" && (synced.StorageClasses.Enabled || volumes && tenantsClass(c, spec, class)) {
		spec["storageClassName"] = c.Scheme.HostCluster(class)
		object.RemoveAnnotation(c.Host, betaStorageClass)
	}
	if !volumes {
		return
	}
	if selector, ok := spec["selector"].(map[string]any); ok {
		translateKeys(c, selector)
	}
	if volume, ok := spec["volumeName"].(string); ok && volume != "" {
		spec["volumeName"] = c.Scheme.HostCluster(volume)
	}
}

// tenantsClass: without synced classes, a class that volumes of the tenant share
// with its claims is just a word. It is the tenant's where the claim looks for such
// a volume, or where the host has no class of that name (PVC-07, PVC-08).
func tenantsClass(c *recipe.Change, spec map[string]any, class string) bool {
	if c.Config.Sync.FromHost.StorageClasses.Enabled.On() {
		return false // classes are the host's, under their own names
	}
	volume, _ := spec["volumeName"].(string)
	return spec["selector"] != nil || volume != "" ||
		c.Creating && c.View.Peek(object.Host, &HostStorageClass, object.Key{Name: class}) == nil
}

// translateKeys gives a label selector the keys labels have on the host.
func translateKeys(c *recipe.Change, selector map[string]any) {
	if exact, ok := selector["matchLabels"].(map[string]any); ok {
		selector["matchLabels"] = c.Scheme.HostLabels(exact)
	}
	expressions, _ := selector["matchExpressions"].([]any)
	for _, one := range expressions {
		if expression, ok := one.(map[string]any); ok {
			key, _ := expression["key"].(string)
			expression["key"] = c.Scheme.Label(key)
		}
	}
}

// claimSources is PVC-10: a claim that begins as a copy of another begins as a
// copy of that one's copy, and one from a snapshot likewise. All copies are in one
// namespace, so nothing is said of that.
func claimSources(c *recipe.Change) {
	if skips(c.Virtual) {
		return
	}
	for _, field := range []string{"dataSource", "dataSourceRef"} {
		source, ok := c.Spec()[field].(map[string]any)
		if !ok || source["kind"] != "PersistentVolumeClaim" && source["kind"] != "VolumeSnapshot" {
			continue
		}
		namespace, _ := source["namespace"].(string)
		if namespace == "" {
			namespace = c.Virtual.GetNamespace()
		}
		name, _ := source["name"].(string)
		source["name"] = c.Scheme.Host(namespace, name)
		delete(source, "namespace")
	}
}
