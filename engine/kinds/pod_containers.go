package kinds

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

var containerLists = []string{"containers", "initContainers", "ephemeralContainers"}

// eachContainer visits every container of a pod spec, of every kind.
func eachContainer(spec map[string]any, visit func(container map[string]any)) {
	for _, list := range containerLists {
		for _, container := range maplist(spec, list) {
			visit(container)
		}
	}
}

// specOf is the spec of a pod, nil of none; it is for reading.
func specOf(pod *unstructured.Unstructured) map[string]any {
	if pod == nil {
		return nil
	}
	spec, _ := pod.Object["spec"].(map[string]any)
	return spec
}

func maplist(parent map[string]any, field string) []map[string]any {
	list, _ := parent[field].([]any)
	items := make([]map[string]any, 0, len(list))
	for _, value := range list {
		if item, ok := value.(map[string]any); ok {
			items = append(items, item)
		}
	}
	return items
}

// fieldPaths are the places of a pod that read its own fields.
var fieldPaths = path.List(
	"spec.containers[*].env[*].valueFrom.fieldRef.fieldPath",
	"spec.initContainers[*].env[*].valueFrom.fieldRef.fieldPath",
	"spec.ephemeralContainers[*].env[*].valueFrom.fieldRef.fieldPath",
	"spec.volumes[*].downwardAPI.items[*].fieldRef.fieldPath",
	"spec.volumes[*].projected.sources[*].downwardAPI.items[*].fieldRef.fieldPath",
)

// redirected are the fields that differ on the host; annotations hold the virtual ones (POD-52).
var redirected = map[string]string{
	"metadata.name":           annotationName,
	"metadata.namespace":      annotationNamespace,
	"metadata.uid":            annotationUID,
	"metadata.labels":         annotationLabels,
	"spec.serviceAccountName": annotationServiceAccount,
}

func downwardAPI(c *recipe.Change) {
	if c.Creating {
		redirect(c, c.Host.Object)
	}
}

// redirect rewrites every place of a host pod, or of a part of one, that reads its own fields.
func redirect(c *recipe.Change, pod map[string]any) {
	for _, p := range fieldPaths {
		p.Rewrite(pod, func(value any) any {
			field, _ := value.(string)
			if annotation, ok := redirected[field]; ok {
				return "metadata.annotations['" + annotation + "']"
			}
			if key, ok := strings.CutPrefix(field, "metadata.labels['"); ok { // POD-53
				return "metadata.labels['" + c.Scheme.Label(strings.TrimSuffix(key, "']")) + "']"
			}
			return value
		})
	}
}

// annotationPaths are the places that read all annotations of the pod.
var annotationPaths = fieldPaths[3:]

// ownAnnotations lets a pod that reads all its annotations read the tenant's:
// those of the copy are the engine's business, and there may be a token among
// them (BUG-18). They are kept as the labels are, in one annotation.
func ownAnnotations(c *recipe.Change) {
	if c.Compat == config.VCluster {
		return
	}
	reads := false
	for _, p := range annotationPaths {
		p.Each(c.Virtual.Object, func(value any) bool { reads = reads || value == "metadata.annotations"; return !reads })
		p.Rewrite(c.Host.Object, func(value any) any {
			if value == "metadata.annotations" {
				return "metadata.annotations['" + annotationAnnotations + "']"
			}
			return value
		})
	}
	if reads {
		c.Annotate(annotationAnnotations, labelLines(c.Virtual.GetAnnotations()))
	}
}

// ephemeralClaims is POD-69: the virtual cluster makes the claim of an ephemeral
// volume; the host pod uses that claim's copy.
func ephemeralClaims(c *recipe.Change) {
	for _, volume := range maplist(c.Spec(), "volumes") {
		if _, is := volume["ephemeral"]; !is {
			continue
		}
		name, _ := volume["name"].(string)
		delete(volume, "ephemeral")
		volume["persistentVolumeClaim"] = map[string]any{
			"claimName": c.Scheme.Host(c.Virtual.GetNamespace(), c.Virtual.GetName()+"-"+name),
		}
	}
}
