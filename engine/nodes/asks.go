package nodes

import (
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// asks are the requests that keeping nodes consists of.
func asks(env recipe.Env) []recipe.Ask {
	all := []recipe.Ask{
		{Side: object.Virtual, Verb: "create"},
		{Side: object.Virtual, Verb: "patch"},
		{Side: object.Virtual, Verb: "delete"},
		{Side: object.Virtual, Verb: "patch", Subresource: "status"},
	}
	if env.Config.Networking.Advanced.ProxyKubelets.ByIP { // NODE-45
		all = append(all, onHost("services", "create", "patch", "delete")...)
		all = append(all, onHost("endpoints", "create", "patch")...)
	}
	if shows(env) && env.Config.Sync.FromHost.Nodes.SyncBackChanges { // RBAC-32
		all = append(all, recipe.Ask{Side: object.Host, Verb: "patch"}, recipe.Ask{Side: object.Host, Verb: "patch", Subresource: "status"})
	}
	return all
}

func onHost(resource string, verbs ...string) []recipe.Ask {
	var all []recipe.Ask
	for _, verb := range verbs {
		all = append(all, recipe.Ask{Side: object.Host, Verb: verb, Resource: resource})
	}
	return all
}
