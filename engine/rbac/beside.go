package rbac

import "github.com/syncspec/syncspec/engine/object"

// beside adds what the engine asks for whatever is synced.
func (c *collector) beside() {
	own := c.env.Scheme
	// The service of the virtual cluster owns the copies, META-19.
	c.add(Right{Side: object.Host, Namespace: own.Namespace, Resource: "services", Name: own.Name}, "get")
	c.add(Right{Side: object.Host, Namespace: own.Namespace, Resource: "endpoints", Name: own.Name}, "get")
	// What could not be synced is told once, EVT-*.
	c.add(Right{Side: object.Virtual, Group: "events.k8s.io", Resource: "events"}, "create", "get")
}
