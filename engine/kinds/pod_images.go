package kinds

import (
	"slices"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/recipe"
)

// replaceImages is POD-59 to POD-61: a whole image text is another, in every kind of container.
func replaceImages(c *recipe.Change) {
	images := c.Config.Sync.ToHost.Pods.TranslateImage
	if len(images) == 0 {
		return
	}
	eachContainer(c.Spec(), func(container map[string]any) {
		image, _ := container["image"].(string)
		if other, ok := images[image]; ok {
			container["image"] = other
		}
	})
}

// carryImages writes changed images to the host's containers of the same name;
// containers the host added stay as they are (POD-62, BUG-12).
func carryImages(c *recipe.Change) {
	for _, list := range containerLists[:2] {
		wanted := map[any]any{}
		for _, container := range maplist(specOf(c.Translated), list) {
			wanted[container["name"]] = container["image"]
		}
		changed := false
		for i, container := range maplist(specOf(c.Host), list) {
			if image, ok := wanted[container["name"]]; ok && image != container["image"] {
				maplist(c.Spec(), list)[i]["image"], changed = image, true
			}
		}
		if changed && c.Compat == config.VCluster {
			leaveOut(c.Spec(), list, wanted)
		}
	}
}

// leaveOut is what real vCluster does to the containers that the host added: the
// host refuses that, and with it the new image, for ever (POD-144).
func leaveOut(spec map[string]any, list string, named map[any]any) {
	containers, _ := spec[list].([]any)
	spec[list] = slices.DeleteFunc(containers, func(item any) bool {
		container, _ := item.(map[string]any)
		_, has := named[container["name"]]
		return !has && container["name"] != rewriter
	})
}
