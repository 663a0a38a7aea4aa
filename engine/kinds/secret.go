package kinds

import (
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Secret flows down while something synced uses it; its data flows both ways,
// key by key. SEC-*
var Secret = recipe.Recipe{
	Resource: "secrets.v1",
	Kind:     "Secret",
	Enabled:  "sync.toHost.secrets",
	OnDemand: true,
	Merged:   path.List("data"),
	Rules: []recipe.Rule{
		{Name: "a token secret is opaque on the host", ID: "SEC-09", Apply: opaqueToken},
	},
}

// opaqueToken keeps the host's token controller from acting on a copy that is
// of no account of its own. The type cannot change later, so it is not carried.
func opaqueToken(c *recipe.Change) {
	if c.Host.Object["type"] == "kubernetes.io/service-account-token" {
		c.Host.Object["type"] = "Opaque"
	}
}
