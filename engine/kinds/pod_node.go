package kinds

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// closedGates is told of a pod whose gates were opened on the host only: no API server binds it.
const closedGates = "did not bind pod %q to node %q because its scheduling gates are closed in the virtual cluster"

// hiddenNode is told of a pod on a node that the virtual cluster is not to see.
const hiddenNode = "did not bind pod %q to node %q because it does not match the labels under 'sync.fromHost.nodes.selector'"

// followNode keeps a pod and its copy on one node. The host schedules: what it
// decided is told to the virtual API server by binding, as a scheduler would
// (POD-132), and before the status, so that no tenant sees a pod run nowhere. The
// API asks for no Node of that name, but whoever looks after pods in the virtual
// cluster does: so the node comes first (POD-133). A pod that was bound to another
// place can never get its copy's status: it goes (POD-134, POD-135).
func followNode(c *recipe.Change) {
	virtual, host := nodeOf(c.Now.Virtual), nodeOf(c.Now.Host)
	switch {
	case virtual == host:
	case virtual == "" && len(gateNames(c.Now.Virtual)) > 0:
		c.Warn("", fmt.Sprintf(closedGates, c.Now.Virtual.GetName(), host))
	case virtual == "" && c.View.Get(object.Virtual, &Node, object.Key{Name: host}) == nil:
		c.Waiting = "waiting for its node"
		if there := c.View.Get(object.Host, &Node, object.Key{Name: host}); there != nil && !shown(c, there) {
			c.Warn("", fmt.Sprintf(hiddenNode, c.Now.Virtual.GetName(), host))
		}
	case virtual == "":
		c.Writes = append(c.Writes, recipe.Write{
			Side: object.Virtual, Subresource: "binding", Post: binding(c.Now.Virtual, host), Doing: "binding pod", First: true,
		})
	case host == "":
		grace := int64(30)
		c.Ends = &recipe.Ending{Cause: "node name is different between the two", Grace: &grace}
	default:
		c.Ends = &recipe.Ending{Cause: "virtual and host pods have different assigned nodes"}
	}
}

func nodeOf(pod *unstructured.Unstructured) string {
	node, _ := specOf(pod)["nodeName"].(string)
	return node
}

// binding is what a scheduler posts; its uid is a precondition.
func binding(pod *unstructured.Unstructured, node string) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Binding",
		"metadata": map[string]any{"namespace": pod.GetNamespace(), "name": pod.GetName(), "uid": string(pod.GetUID())},
		"target":   map[string]any{"apiVersion": "v1", "kind": "Node", "name": node},
	}}
}
