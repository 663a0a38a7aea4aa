package kinds

import "github.com/syncspec/syncspec/engine/recipe"

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
	translated, _ := c.Translated.Object["spec"].(map[string]any)
	for _, list := range containerLists[:2] {
		wanted := map[any]any{}
		for _, container := range maplist(translated, list) {
			wanted[container["name"]] = container["image"]
		}
		for i, container := range maplist(specOf(c.Host), list) {
			if image, ok := wanted[container["name"]]; ok && image != container["image"] {
				maplist(c.Spec(), list)[i]["image"] = image
			}
		}
	}
}
