package kinds

import (
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Namespace is watched in the virtual cluster, because pods carry the labels of
// theirs; it is not synced.
var Namespace = recipe.Recipe{
	Resource: "namespaces.v1", Kind: "Namespace",
	Rules: []recipe.Rule{
		{Name: "the pod security standard is enforced", ID: "POD-162", Key: "policies.podSecurityStandard", When: recipe.Alone, Apply: enforceStandard},
	},
}

// Space is a namespace that has one of its own on the host, where the names of
// what is in it stay as they are. Its labels and annotations go to the host and
// do not come back. NS-*
var Space = recipe.Recipe{
	Resource: Namespace.Resource, Kind: Namespace.Kind, Enabled: "sync.toHost.namespaces", Lives: recipe.ClusterWide,
	Annotations: spaceAnnotation,
	Rules: []recipe.Rule{
		{Name: "a host namespace says whose it is", ID: "NS-13", Apply: spaceLabels},
		{Name: "pods find the account they run as", ID: "NS-14", Apply: spaceAccount,
			Asks: []recipe.Ask{{Side: object.Host, Resource: "serviceaccounts", Verb: "create"}}},
		{Name: "labels and annotations go one way", ID: "NS-13", When: recipe.Carrying, Apply: oneWay},
	},
}

// spaceAnnotation keeps back what would choose nodes for everything in the host namespace.
func spaceAnnotation(key string) recipe.Travel {
	switch key {
	case "scheduler.alpha.kubernetes.io/node-selector", "scheduler.alpha.kubernetes.io/defaultTolerations", naming.NamespaceMappings:
		return recipe.Never
	}
	return recipe.BothWays
}

func spaceLabels(c *recipe.Change) {
	delete(c.Host.Object, "spec")
	extra := c.Config.Sync.ToHost.Namespaces.ExtraLabels
	for _, key := range slices.Sorted(maps.Keys(extra)) {
		c.Label(key, extra[key])
	}
	c.Label(naming.Prefix+"vcluster-name", c.Scheme.Name)
	c.Label(naming.Prefix+"vcluster-namespace", c.Scheme.Namespace)
	c.Label("kubernetes.io/metadata.name", c.Host.GetName())
}

// spaceAccount makes the account of all host pods, which the installation makes
// in the virtual cluster's own namespace only.
func spaceAccount(c *recipe.Change) {
	if !c.Creating {
		return
	}
	account := &unstructured.Unstructured{}
	account.SetGroupVersionKind(ServiceAccount.GVK())
	account.SetNamespace(c.Host.GetName())
	account.SetName(workloadAccountName(c))
	c.Beside = append(c.Beside, recipe.Beside{
		Recipe: &ServiceAccount, Key: object.Key{Namespace: c.Host.GetName(), Name: account.GetName()}, Make: account, After: true,
	})
}

// oneWay takes back what came from the host, and gives the host what is the tenant's.
func oneWay(c *recipe.Change) {
	object.SetLabels(c.Virtual, object.Labels(c.Now.Virtual))
	object.SetAnnotations(c.Virtual, object.Annotations(c.Now.Virtual))
	for key, value := range c.Translated.GetLabels() {
		c.Label(key, value)
	}
	for key, value := range c.Translated.GetAnnotations() {
		c.Annotate(key, value)
	}
}
