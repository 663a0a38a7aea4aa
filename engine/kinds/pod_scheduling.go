package kinds

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// unknownNode is told of a pod that asks for a node which is not shown (EVT-12).
const unknownNode = "Given nodeName %s does not exist in virtual cluster"

// schedule says who chooses the pod's node. The host does, unless a scheduler in
// the virtual cluster is to: then the pod waits for that one's choice, and nothing
// that would have a say in it goes along (POD-122, POD-123, POD-127 to POD-129).
func schedule(c *recipe.Change) {
	spec := c.Spec()
	scheduler, _ := spec["schedulerName"].(string)
	chosen, _ := spec["nodeName"].(string)
	switch {
	case c.Config.HostSchedules(scheduler):
		onSelectedNodes(c, chosen)
	case chosen == "":
		c.Waiting = "waiting for a scheduler of the virtual cluster"
	default:
		for _, field := range []string{"affinity", "topologySpreadConstraints", "nodeSelector"} {
			delete(spec, field)
		}
	}
}

// onSelectedNodes keeps pods on the nodes that the configuration selects (POD-120, POD-121).
func onSelectedNodes(c *recipe.Change, chosen string) {
	nodes := c.Config.Sync.FromHost.Nodes
	if len(nodes.Selector.Labels) == 0 {
		return
	}
	if chosen != "" {
		if nodes.Enabled && c.View.Get(object.Virtual, &Node, object.Key{Name: chosen}) == nil {
			c.Waiting = "waiting for its node"
			c.Warn("", fmt.Sprintf(unknownNode, chosen))
		}
		return
	}
	selector, _ := c.Spec()["nodeSelector"].(map[string]any)
	if selector == nil {
		selector = map[string]any{}
		c.Spec()["nodeSelector"] = selector
	}
	for key, value := range nodes.Selector.Labels {
		selector[key] = value
	}
}

// shown says whether the configuration lets a host node be seen at all.
func shown(c *recipe.Change, node *unstructured.Unstructured) bool {
	selector := c.Config.Sync.FromHost.Nodes.Selector
	for key, value := range selector.Labels {
		if !selector.All && object.Label(node, key) != value {
			return false
		}
	}
	return true
}
