package rbac

import "github.com/syncspec/syncspec/engine/object"

// beside adds what the engine asks for whatever is synced.
func (c *collector) beside() {
	own := c.env.Scheme
	// The service of the virtual cluster owns the copies, META-19.
	c.add(Right{Side: object.Host, Namespace: own.Namespace, Resource: "services", Name: own.Name}, "get")
	c.add(Right{Side: object.Host, Namespace: own.Namespace, Resource: "endpoints", Name: own.Name}, "get")
	if c.env.Config.Policies.PodSecurityStandard != "" { // POD-162
		c.add(Right{Side: object.Virtual, Resource: "namespaces", For: "policies.podSecurityStandard"}, "patch")
	}
	if c.env.Config.Sync.ToHost.Namespaces.Enabled { // NS-16
		c.add(Right{Side: object.Virtual, Resource: "namespaces", Name: "kube-system", For: "sync.toHost.namespaces"}, "patch")
	}
	if c.env.Config.Sync.ToHost.Pods.UseSecretsForSATokens { // POD-90 to POD-93
		c.add(Right{Side: object.Host, Namespace: own.Namespace, Resource: "secrets", For: "sync.toHost.pods.useSecretsForSATokens"}, "create", "delete", "get", "patch")
	}
	// What could not be synced is told once, EVT-*.
	c.add(Right{Side: object.Virtual, Group: "events.k8s.io", Resource: "events"}, "create", "get")
}
