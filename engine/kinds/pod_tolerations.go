package kinds

import (
	"slices"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// missing returns the list with those of more appended that it does not contain.
func missing(list, more []any) []any {
	all := slices.Clone(list)
	for _, value := range more {
		if !slices.ContainsFunc(all, func(have any) bool { return object.Equal(have, value) }) {
			all = append(all, value)
		}
	}
	return all
}

// enforceTolerations adds the configured tolerations a pod does not have (POD-96, POD-107).
func enforceTolerations(c *recipe.Change) {
	enforced := tolerations(c.Config.Sync.ToHost.Pods.EnforceTolerations)
	if len(enforced) == 0 {
		return
	}
	own, _ := c.Spec()["tolerations"].([]any)
	c.Spec()["tolerations"] = missing(own, enforced)
}

// carryTolerations: the virtual ones and the enforced ones, then what the host added; none is ever removed there (POD-109).
func carryTolerations(c *recipe.Change) {
	translated, _ := c.Translated.Object["spec"].(map[string]any)
	virtual, _ := translated["tolerations"].([]any)
	host, _ := specOf(c.Host)["tolerations"].([]any)
	if all := missing(host, virtual); len(all) > len(host) {
		c.Spec()["tolerations"] = all
	}
}

// tolerations are the configured ones in the form of a pod's.
func tolerations(enforced []config.Toleration) []any {
	list := make([]any, len(enforced))
	for i, t := range enforced {
		entry := map[string]any{}
		for field, value := range map[string]string{"key": t.Key, "operator": t.Operator, "value": t.Value, "effect": t.Effect} {
			if value != "" {
				entry[field] = value
			}
		}
		list[i] = entry
	}
	return list
}
