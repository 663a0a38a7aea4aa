package kinds

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// serviceName is the label by which a slice belongs to a service.
const serviceName = "kubernetes.io/service-name"

// EndpointSlice flows down like Endpoints, one slice of a service at a time. EPS-*
var EndpointSlice = recipe.Recipe{
	Resource: "endpointslices.v1.discovery.k8s.io",
	Kind:     "EndpointSlice",
	Enabled:  "sync.toHost.endpointSlices",
	ToHost:   path.List("endpoints"), // EPS-06; the address type cannot change
	References: []recipe.Reference{
		{At: path.Must(`metadata.labels["` + serviceName + `"]`), To: &Service}, // EPS-02
	},
	Annotations: endpointsAnnotation,
	Rules: []recipe.Rule{
		{Name: "the host looks after services with a selector", ID: "EPS-04", Apply: ofService},
		{Name: "addresses name host pods", ID: "EPS-06", Apply: func(c *recipe.Change) {
			hostPods(c, maplist(c.Host.Object, "endpoints"))
		}},
		{Name: "ports follow", ID: "EPS-06", When: recipe.Carrying, Apply: carryPorts},
		{Name: "a slice belongs to the service the tenant says", ID: "EPS-02", When: recipe.Carrying, Apply: keepService},
	},
}

// ofService: a slice without a service is nobody's (EPS-03).
func ofService(c *recipe.Change) {
	service := object.Label(c.Virtual, serviceName)
	if service == "" {
		c.Waiting = "unable to retrieve label '" + serviceName + "'"
		return
	}
	handMade(c, service)
}

// carryPorts is what real vCluster forgets: a slice whose ports changed is of no use without them.
func carryPorts(c *recipe.Change) {
	if c.Compat == config.VCluster {
		return
	}
	ports, given := c.Translated.Object["ports"].([]any)
	if !given {
		unstructured.RemoveNestedField(c.Host.Object, "ports")
		return
	}
	_ = unstructured.SetNestedSlice(c.Host.Object, ports, "ports")
}

// keepService undoes for one label what labels do: its two values differ, and each
// side has its own.
func keepService(c *recipe.Change) {
	put := func(o, from *unstructured.Unstructured) {
		if value := object.Label(from, serviceName); value != "" {
			object.SetLabel(o, serviceName, value)
			return
		}
		delete(object.Labels(o), serviceName)
	}
	put(c.Virtual, c.Now.Virtual)
	put(c.Host, c.Translated)
}
