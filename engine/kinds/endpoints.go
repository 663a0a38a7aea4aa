package kinds

import (
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Endpoints flows down where somebody in the virtual cluster looks after it: that
// of a service without a selector. All others are made by the host's own
// controllers. EP-*
var Endpoints = recipe.Recipe{
	Resource:    "endpoints.v1",
	Kind:        "Endpoints",
	Enabled:     "sync.toHost.endpoints",
	ToHost:      path.List("subsets"), // EP-08; the API has no status
	Annotations: endpointsAnnotation,
	Rules: []recipe.Rule{
		{Name: "the host looks after services with a selector", ID: "EP-03", Apply: func(c *recipe.Change) {
			handMade(c, c.Virtual.GetName())
		}},
		{Name: "addresses name host pods", ID: "EP-07", Apply: func(c *recipe.Change) {
			for _, subset := range maplist(c.Host.Object, "subsets") {
				hostPods(c, maplist(subset, "addresses"))
				hostPods(c, maplist(subset, "notReadyAddresses"))
			}
		}},
	},
}

// endpointsResource is the resource without the recipe, which depends on that of services.
func endpointsResource() schema.GroupVersionResource {
	return schema.GroupVersionResource{Version: "v1", Resource: "endpoints"}
}

// endpointsAnnotation: who leads in the virtual cluster leads nowhere else (EP-09).
func endpointsAnnotation(key string) recipe.Travel {
	if key == "control-plane.alpha.kubernetes.io/leader" {
		return recipe.Never
	}
	return recipe.BothWays
}

// handMade decides whose work the endpoints of a service are on the host. What the
// host's controllers made of a copy of the service while it had a selector gives
// way to the tenant's (EP-04).
func handMade(c *recipe.Change, service string) {
	key := object.Key{Namespace: c.Virtual.GetNamespace(), Name: service}
	found := c.View.Get(object.Virtual, &Service, key)
	switch {
	case key == ownService:
		c.Unwanted = "the virtual cluster's own service stands for it" // EP-06
	case found == nil:
		c.Waiting = "waiting for its service" // EP-05, EPS-05
	case hasSelector(found):
		c.Unwanted = "the host looks after the endpoints of a service with a selector"
	default:
		c.Supplants = true
	}
}

// hostPods makes addresses name the copies of the pods they name. Their uids are
// the virtual ones; real vCluster leaves those of slices (EPS-06).
func hostPods(c *recipe.Change, addresses []map[string]any) {
	for _, address := range addresses {
		target, _ := address["targetRef"].(map[string]any)
		name, _ := target["name"].(string)
		if target["kind"] != "Pod" || name == "" {
			continue
		}
		namespace, _ := target["namespace"].(string)
		if namespace == "" {
			namespace = c.Virtual.GetNamespace()
		}
		target["name"], target["namespace"] = c.Scheme.Host(namespace, name), c.Scheme.Namespace
		if c.Compat != config.VCluster || c.Virtual.GetKind() == "Endpoints" {
			delete(target, "uid")
			delete(target, "resourceVersion")
		}
	}
}
