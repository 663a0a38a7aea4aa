package kinds

import "github.com/syncspec/syncspec/engine/recipe"

// Event is an event of the host or of the virtual cluster. Package events brings
// those of the host to the originals of what they are about.
var Event = recipe.Recipe{Resource: "events.v1", Kind: "Event", FromHost: true}

// PatchedEvent is Event as the configuration and its patches know it.
var PatchedEvent = recipe.Recipe{Resource: Event.Resource, Kind: Event.Kind, Enabled: "sync.fromHost.events", FromHost: true}
