package kinds

import (
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/recipe"
)

// carryGates opens on the host the scheduling gates that were opened in the
// virtual cluster (POD-142), and no other: a gate that the host's admission put
// there is the host's to open. Real vCluster opens those too (BUG-33). As long as
// a pod is gated the API lets its node selector grow, so that follows as well.
func carryGates(c *recipe.Change) {
	gates := maplist(specOf(c.Now.Host), "schedulingGates")
	if len(gates) == 0 {
		return
	}
	growNodeSelector(c)
	closed, foreign := gateNames(c.Now.Virtual), hostGates(c)
	var left []any
	for _, gate := range gates {
		if name, _ := gate["name"].(string); slices.Contains(closed, name) || slices.Contains(foreign, name) {
			left = append(left, maps.Clone(gate))
		}
	}
	if c.Spec()["schedulingGates"] = left; len(left) == 0 {
		delete(c.Spec(), "schedulingGates")
	}
}

// hostGates are the gates that only the host knows. They are written down on the
// copy, because after a restart a gate of the host looks like one that the tenant
// has opened meanwhile.
func hostGates(c *recipe.Change) []string {
	if known, written := c.Now.Host.GetAnnotations()[annotationHostGates]; written {
		return strings.Split(known, ",")
	}
	if c.Base.Virtual == nil || c.Compat == config.VCluster {
		return nil
	}
	tenants := slices.Concat(gateNames(c.Now.Virtual), gateNames(c.Base.Virtual))
	foreign := slices.DeleteFunc(gateNames(c.Now.Host), func(name string) bool { return slices.Contains(tenants, name) })
	if len(foreign) > 0 {
		c.Annotate(annotationHostGates, strings.Join(foreign, ","))
	}
	return foreign
}

func gateNames(pod *unstructured.Unstructured) []string {
	var names []string
	for _, gate := range maplist(specOf(pod), "schedulingGates") {
		if name, ok := gate["name"].(string); ok {
			names = append(names, name)
		}
	}
	return names
}

func growNodeSelector(c *recipe.Change) {
	wanted, _, _ := unstructured.NestedMap(c.Translated.Object, "spec", "nodeSelector")
	selector, _ := c.Spec()["nodeSelector"].(map[string]any)
	if len(wanted) == 0 {
		return
	}
	maps.Copy(wanted, selector) // a key that is there cannot change
	c.Spec()["nodeSelector"] = wanted
}
