package kinds

import (
	"strconv"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// ServiceAccount flows down for what host controllers and clouds know accounts
// by: its labels and annotations (SA-04). It gives no rights and no token. SA-*
var ServiceAccount = recipe.Recipe{
	Resource: "serviceaccounts.v1",
	Kind:     "ServiceAccount",
	Enabled:  "sync.toHost.serviceAccounts",
	Rules: []recipe.Rule{
		{Name: "the copy has no secrets and mounts no token", ID: "SA-03", Apply: bareAccount},
	},
}

func bareAccount(c *recipe.Change) {
	delete(c.Host.Object, "secrets")
	delete(c.Host.Object, "imagePullSecrets")
	c.Host.Object["automountServiceAccountToken"] = false
}

// podAccount is the account a host pod runs as: the copy of its own where accounts
// are synced (POD-20), else that of all pods of the virtual cluster (POD-19). A pod
// waits for the copy: under its name somebody else's account could be there. Real
// vCluster does not look.
func podAccount(c *recipe.Change) string {
	name, _ := c.Spec()["serviceAccountName"].(string)
	if name == "" || !c.Setting(&ServiceAccount).Enabled {
		return workloadAccountName(c)
	}
	key := object.Key{Namespace: c.Virtual.GetNamespace(), Name: name}
	host := ServiceAccount.HostKey(c.Scheme, key)
	if c.Creating && c.Compat != config.VCluster && c.View.Get(object.Host, &ServiceAccount, host) == nil {
		c.Waiting = "waiting for the service account " + strconv.Quote(name)
		c.Told = c.View.Get(object.Virtual, &ServiceAccount, key) == nil
	}
	return host.Name
}
