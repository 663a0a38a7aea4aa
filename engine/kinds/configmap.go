package kinds

import (
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// ConfigMap flows down while something synced uses it; its data flows both ways,
// key by key. CM-*
var ConfigMap = recipe.Recipe{
	Resource: "configmaps.v1",
	Kind:     "ConfigMap",
	Enabled:  "sync.toHost.configMaps",
	OnDemand: true,
	Merged:   path.List("data", "binaryData"), // CM-09 to CM-11; immutable is copied once, CM-12
}
