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

// definitions adds what copying the definitions of custom resources needs (CR-02, RBAC-43).
func (c *collector) definitions() {
	for _, one := range c.env.Config.Customs() {
		read := right(object.Host, &kinds.Definition, "", "")
		read.Name, read.For = one.Resource, one.Key
		c.add(read, "get")
		copied := right(object.Virtual, &kinds.Definition, "", "")
		copied.For = one.Key
		c.add(copied, "create", "get", "update")
	}
}
