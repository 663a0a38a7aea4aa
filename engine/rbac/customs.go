package rbac

import (
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// customs are the custom resources the configuration names.
func customs(c *config.Config) []*recipe.Recipe {
	var all []*recipe.Recipe
	for _, one := range c.Customs() {
		all = append(all, kinds.Expected(one))
	}
	return all
}

// definitions adds what copying the definitions of custom resources needs (CR-02,
// VS-02, RBAC-43).
func (c *collector) definitions() {
	for _, one := range c.env.Config.Customs() {
		c.definition(one.Resource, one.Key)
	}
	for _, r := range kinds.Snapshots(c.env.Config) {
		c.definition(r.GVR().GroupResource().String(), r.Enabled)
	}
}

func (c *collector) definition(resource, key string) {
	read := right(object.Host, &kinds.Definition, "", "")
	read.Name, read.For = resource, key
	c.add(read, "get")
	copied := right(object.Virtual, &kinds.Definition, "", "")
	copied.For = key
	c.add(copied, "create", "get", "update")
}
