package kinds

import (
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// PodDisruptionBudget flows down; each side's controller keeps the status of its
// own (PDB-06). PDB-*
var PodDisruptionBudget = recipe.Recipe{
	Resource: "poddisruptionbudgets.v1.policy",
	Kind:     "PodDisruptionBudget",
	Enabled:  "sync.toHost.podDisruptionBudgets",
	// unhealthyPodEvictionPolicy is copied once, PDB-05
	ToHost: path.List("spec.minAvailable", "spec.maxUnavailable", "spec.selector"), // PDB-04
	Rules: []recipe.Rule{
		{Name: "the budget counts pods of its own virtual namespace", ID: "PDB-03", Apply: budgetSelector},
	},
}

// budgetSelector pins the selector as that of a service is. Real vCluster does
// not: its budgets reach pods of other virtual clusters that have the same labels
// (PDB-03). Without a selector a budget selects nothing, on both sides.
func budgetSelector(c *recipe.Change) {
	selector, given := c.Spec()["selector"].(map[string]any)
	switch {
	case !given:
	case c.Compat == config.VCluster:
		rename(selector, c.Scheme.Label) // PDB-02
	default:
		selectOwnPods(c, selector)
	}
}
