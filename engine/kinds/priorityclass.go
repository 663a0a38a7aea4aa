package kinds

import (
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// PriorityClass flows down: pods of this virtual cluster are ranked by it among
// all pods of the host, below what the host keeps for itself. PC-02 to PC-06
var PriorityClass = recipe.Recipe{
	Resource: "priorityclasses.v1.scheduling.k8s.io",
	Kind:     "PriorityClass",
	Enabled:  "sync.toHost.priorityClasses",
	Lives:    recipe.ClusterWide,
	ToHost:   path.List("value"),
	Both:     path.List("preemptionPolicy", "description"), // PC-04
	Rules: []recipe.Rule{
		{Name: "a class of a tenant ranks below the host's own and is nobody's default", ID: "PC-03", Apply: humble},
		{Name: "a class deleted on the host is made again", ID: "PC-06", When: recipe.Losing, Apply: again},
	},
}

// highestPriority is the highest value the API gives a class that is not its own.
const highestPriority = 1000000000

// humble: the system classes of the virtual cluster are copied too, and would
// otherwise outrank those of the host.
func humble(c *recipe.Change) {
	delete(c.Host.Object, "globalDefault")
	if value, ok := c.Host.Object["value"].(int64); ok && value > highestPriority {
		c.Host.Object["value"] = int64(highestPriority)
	}
}

func again(c *recipe.Change) { c.Again = true }

// podPriority is what the host is told of a pod's priority: nothing where no
// classes are synced (POD-22), the copied class (POD-23), or the host's class as
// it is (POD-24).
func podPriority(c *recipe.Change) {
	spec := c.Spec()
	class, _ := spec["priorityClassName"].(string)
	switch {
	case class == "", !c.Config.Sync.ToHost.PriorityClasses.Enabled && !c.Config.Sync.FromHost.PriorityClasses.Enabled:
		noPriority(c)
	case c.Config.Sync.ToHost.PriorityClasses.Enabled:
		copiedPriority(c, class)
	}
}

// copiedPriority names the copy of a class. The host refuses a pod whose class it
// does not have, so the pod comes after it; real vCluster lets it be refused.
func copiedPriority(c *recipe.Change, class string) {
	spec, key := c.Spec(), object.Key{Name: class}
	copied := PriorityClass.HostKey(c.Scheme, key)
	spec["priorityClassName"] = copied.Name
	if priority, ok := spec["priority"].(int64); ok && priority > highestPriority {
		spec["priority"] = int64(highestPriority)
	}
	if c.Compat != config.VCluster && c.View.Get(object.Host, &PriorityClass, copied) == nil {
		c.Waiting = "waiting for its priority class"
		c.Told = c.View.Get(object.Virtual, &PriorityClass, key) == nil
	}
}
