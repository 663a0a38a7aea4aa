package kinds

import (
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// NetworkPolicy flows down; its selectors mean the same pods on the host, and
// never more of them. NP-*
var NetworkPolicy = recipe.Recipe{
	Resource: "networkpolicies.v1.networking.k8s.io",
	Kind:     "NetworkPolicy",
	Enabled:  "sync.toHost.networkPolicies",
	ToHost:   path.List("spec"), // NP-10; the API has no status
	Rules: []recipe.Rule{
		{Name: "selectors select pods of this virtual cluster", ID: "NP-02", Apply: policySelectors},
	},
}

// policySelectors makes the policy be about copies: those of its own namespace,
// and peers of this virtual cluster only. A rule without peers stays open (NP-08).
func policySelectors(c *recipe.Change) {
	selector, _ := c.Spec()["podSelector"].(map[string]any)
	if selector == nil {
		selector = map[string]any{}
		c.Spec()["podSelector"] = selector
	}
	selectOwnPods(c, selector)
	for direction, peers := range map[string]string{"ingress": "from", "egress": "to"} {
		for _, rule := range maplist(c.Spec(), direction) {
			for _, peer := range maplist(rule, peers) {
				hostPeer(c, peer)
			}
		}
	}
}

// hostPeer makes one selector of pods of the two a peer may have: on the host all
// virtual namespaces are one, and each pod has the labels of its own (NP-03 to
// NP-06). What selects no pods, a range of addresses, stays as it is (NP-07).
func hostPeer(c *recipe.Change, peer map[string]any) {
	pods, selectsPods := peer["podSelector"].(map[string]any)
	namespaces, elsewhere := peer["namespaceSelector"].(map[string]any)
	if !selectsPods && !elsewhere {
		return
	}
	if pods == nil {
		pods = map[string]any{}
		peer["podSelector"] = pods
	}
	if !elsewhere {
		selectOwnPods(c, pods)
		return
	}
	delete(peer, "namespaceSelector")
	selectPods(c, pods)
	selectNamespaces(c, pods, namespaces)
}

// selectOwnPods makes a selector of pods one of the copies of the object's own
// virtual namespace.
func selectOwnPods(c *recipe.Change, selector map[string]any) {
	selectPods(c, selector)
	requireLabel(selector, naming.Namespace, c.Virtual.GetNamespace())
}
