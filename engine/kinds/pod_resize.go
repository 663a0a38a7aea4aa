package kinds

import (
	"encoding/json"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// resize gives the copy's containers the resources that were changed in the
// virtual cluster, in place (POD-148). Only what the tenant named is compared: what
// the host's defaults added stays. Where the host chose another amount than the
// tenant's, that is written down on the copy, and not fought over until the tenant
// names another (BUG-24).
func resize(c *recipe.Change) {
	containers := granted(c)
	if containers == nil {
		return
	}
	said := resourcesText(c.Now.Virtual)
	decided := c.Base.Virtual != nil && resourcesText(c.Base.Virtual) == said || c.Now.Host.GetAnnotations()[annotationResources] == said
	if decided && c.Compat != config.VCluster {
		c.Annotate(annotationResources, said)
		return
	}
	c.Writes = append(c.Writes, recipe.Write{
		Side: object.Host, Subresource: "resize", Doing: "resizing pod",
		Patch: map[string]any{"spec": map[string]any{"containers": containers}},
	})
}

// granted are the host's containers with the amounts the tenant names, nil if they have them.
func granted(c *recipe.Change) []any {
	changed := false
	var containers []any
	for _, container := range maplist(specOf(c.Now.Host), "containers") {
		for _, own := range maplist(specOf(c.Now.Virtual), "containers") {
			if wanted, _ := own["resources"].(map[string]any); own["name"] == container["name"] && lacks(container, wanted) {
				container, changed = runtime.DeepCopyJSON(container), true
				grant(container, wanted)
			}
		}
		containers = append(containers, container)
	}
	if !changed {
		return nil
	}
	return containers
}

// resourcesText is what a pod says of the resources of its containers.
func resourcesText(pod *unstructured.Unstructured) string {
	all := map[string]any{}
	for _, container := range maplist(specOf(pod), "containers") {
		name, _ := container["name"].(string)
		all[name] = container["resources"]
	}
	text, err := json.Marshal(all)
	if err != nil {
		return "" // what came as JSON always marshals
	}
	return string(text)
}

// lacks reports whether a container has not every amount that is wanted.
func lacks(container, wanted map[string]any) bool {
	lacking := false
	eachAmount(container, wanted, func(string, string, string) { lacking = true })
	return lacking
}

func grant(container, wanted map[string]any) {
	eachAmount(container, wanted, func(list, name, amount string) {
		_ = unstructured.SetNestedField(container, amount, "resources", list, name)
	})
}

// eachAmount visits every amount that is wanted and is another in the container.
func eachAmount(container, wanted map[string]any, visit func(list, name, amount string)) {
	for _, list := range []string{"limits", "requests"} {
		amounts, _ := wanted[list].(map[string]any)
		for name, value := range amounts {
			amount, ok := value.(string)
			given, _, _ := unstructured.NestedString(container, "resources", list, name)
			if ok && !sameAmount(amount, given) {
				visit(list, name, amount)
			}
		}
	}
}

func sameAmount(a, b string) bool {
	if a == b {
		return true
	}
	first, err := resource.ParseQuantity(a)
	if err != nil {
		return false
	}
	second, err := resource.ParseQuantity(b)
	return err == nil && first.Cmp(second) == 0
}
