package kinds

import (
	"slices"

	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// addEphemeral gives the copy the ephemeral containers that it does not have yet,
// translated like all others, through the one subresource that takes them (POD-03,
// POD-145). Containers are told apart by name, because none can be changed; those
// that only the host has stay there (POD-146). Real vCluster forgets to replace
// their images (BUG-20).
func addEphemeral(c *recipe.Change) {
	there, _ := specOf(c.Now.Host)["ephemeralContainers"].([]any)
	var missing []any
	for _, container := range maplist(specOf(c.Translated), "ephemeralContainers") {
		if !named(there, container["name"]) {
			missing = append(missing, lateContainer(c, container))
		}
	}
	if len(missing) == 0 {
		return
	}
	c.Writes = append(c.Writes, recipe.Write{
		Side: object.Host, Subresource: "ephemeralcontainers", Doing: "adding ephemeral containers to pod",
		Patch: map[string]any{"spec": map[string]any{"ephemeralContainers": slices.Concat(there, missing)}},
	})
}

func named(list []any, name any) bool {
	return slices.ContainsFunc(list, func(item any) bool {
		container, ok := item.(map[string]any)
		return ok && container["name"] == name
	})
}

// lateContainer does for a container that comes late what is done for the others
// when the copy is made: the downward API and the service variables.
func lateContainer(c *recipe.Change, translated map[string]any) map[string]any {
	container := runtime.DeepCopyJSON(translated)
	redirect(c, map[string]any{"spec": map[string]any{"ephemeralContainers": []any{container}}})
	prepend(container, podVariables(c, c.Now.Virtual))
	if c.Compat == config.VCluster {
		for _, original := range maplist(specOf(c.Now.Virtual), "ephemeralContainers") {
			if original["name"] == container["name"] {
				container["image"] = original["image"]
			}
		}
	}
	return container
}
