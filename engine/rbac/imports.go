package rbac

import (
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// imports adds what bringing host objects into the virtual cluster needs, because a
// user's reference may name them there (PATCH-75).
func (c *collector) imports(synced []*recipe.Recipe) {
	for _, list := range c.env.Config.PatchLists() {
		for _, patch := range list.Patches {
			for _, r := range synced {
				if patch.Reference != nil && r.OnDemand && c.env.Setting(r).Enabled && names(*patch.Reference, r) {
					c.add(right(object.Virtual, r, "", ""), "create")
				}
			}
		}
	}
}

// names reports whether a reference may be to a kind: one with paths for it may be to any.
func names(reference config.Reference, r *recipe.Recipe) bool {
	return reference.KindPath != "" || reference.Kind == r.Kind
}
