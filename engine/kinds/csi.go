package kinds

import (
	"strconv"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// What a scheduler in the virtual cluster asks of storage drivers comes from the host. CSI-*
var (
	// CSIDriver is mirrored like a class.
	CSIDriver = class("csidrivers.v1.storage.k8s.io", "CSIDriver", "sync.fromHost.csiDrivers",
		"spec.attachRequired", "spec.volumeLifecycleModes")
	// CSINode comes with the virtual node of its name.
	CSINode = recipe.Recipe{
		Resource: "csinodes.v1.storage.k8s.io", Kind: "CSINode", Enabled: "sync.fromHost.csiNodes", FromHost: true,
		Rules: []recipe.Rule{
			{Name: "drivers come with their node", ID: "CSI-10", When: recipe.Arriving, Apply: withItsNode},
		},
	}
	// CSIStorageCapacity comes from every namespace of the host.
	CSIStorageCapacity = recipe.Recipe{
		Resource: "csistoragecapacities.v1.storage.k8s.io", Kind: "CSIStorageCapacity", Enabled: "sync.fromHost.csiStorageCapacities",
		FromHost: true, Lives: recipe.Gathered,
		Rules: []recipe.Rule{
			{Name: "it says where it comes from", ID: "CSI-31", When: recipe.Arriving, Apply: capacityMarks},
			{Name: "its class has its virtual name", ID: "CSI-32", When: recipe.Arriving, Apply: capacityClass},
			{Name: "it is reached from a node of the virtual cluster", ID: "CSI-33", When: recipe.Arriving, Apply: capacityTopology},
		},
		Remake: remadeFor(path.List("nodeTopology")),
	}
)

// withItsNode: a CSINode without a virtual node of its name does not appear, and
// one the tenant made without the host is the tenant's (CSI-11, CSI-12).
func withItsNode(c *recipe.Change) {
	if c.Now.Host == nil {
		c.Kept = c.Virtual != nil && object.Label(c.Virtual, naming.ManagedBy) == ""
		return
	}
	name := c.Now.Host.GetName()
	if c.View.Get(object.Virtual, &Node, object.Key{Name: name}) == nil {
		c.Waiting = "there is no node " + strconv.Quote(name) + " in the virtual cluster"
	}
	object.SetLabel(c.Virtual, naming.ManagedBy, c.Scheme.Name)
}

// capacityMarks: the names in the marks are the other way round than on a copy
// that went to the host.
func capacityMarks(c *recipe.Change) {
	host := c.Now.Host
	if host == nil {
		c.Kept = c.Virtual != nil && object.Annotation(c.Virtual, naming.ObjectHostName) == ""
		return
	}
	for key, value := range map[string]string{
		naming.ObjectName: host.GetName(), naming.ObjectNamespace: host.GetNamespace(), naming.ObjectUID: string(host.GetUID()),
		naming.ObjectKind:     "storage.k8s.io/v1, Kind=CSIStorageCapacity",
		naming.ObjectHostName: c.Virtual.GetName(), naming.ObjectHostNamespace: c.Virtual.GetNamespace(),
	} {
		object.SetAnnotation(c.Virtual, key, value)
	}
	object.SetLabel(c.Virtual, naming.ManagedBy, c.Scheme.Name)
	object.SetLabel(c.Virtual, naming.Namespace, host.GetNamespace())
}

// capacityClass: where the tenant's classes are on the host, a capacity of any
// other class is none of the tenant's.
func capacityClass(c *recipe.Change) {
	if c.Now.Host == nil || !c.Config.Sync.ToHost.StorageClasses.Enabled {
		return
	}
	class, _ := c.Now.Host.Object["storageClassName"].(string)
	copied := c.View.Get(object.Host, &StorageClass, object.Key{Name: class})
	if copied == nil {
		c.Waiting = "the storage class " + strconv.Quote(class) + " is no class of the virtual cluster"
		return
	}
	id, _ := c.Scheme.Identify(copied)
	c.Virtual.Object["storageClassName"] = id.Name
}

// capacityTopology is as documented; real vCluster looks at nodes only where
// storage classes go to the host. Without a topology a capacity is everywhere.
func capacityTopology(c *recipe.Change) {
	if c.Now.Host == nil || c.Compat == config.VCluster && !c.Config.Sync.ToHost.StorageClasses.Enabled {
		return
	}
	topology, given := c.Now.Host.Object["nodeTopology"].(map[string]any)
	if given && !reached(c, topology) {
		c.Waiting = "no node of the virtual cluster is in its topology"
	}
}

func reached(c *recipe.Change, topology map[string]any) bool {
	var selector metav1.LabelSelector
	if runtime.DefaultUnstructuredConverter.FromUnstructured(topology, &selector) != nil {
		return false
	}
	compiled, err := metav1.LabelSelectorAsSelector(&selector)
	if err != nil {
		return false
	}
	for _, node := range c.View.All(object.Virtual, &Node) {
		if compiled.Matches(labels.Set(node.GetLabels())) {
			return true
		}
	}
	return false
}
