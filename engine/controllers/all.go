// Package controllers lists what keeps objects that no recipe can; package kinds
// says why for each.
package controllers

import (
	"github.com/syncspec/syncspec/engine/events"
	"github.com/syncspec/syncspec/engine/nodes"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/engine/replicas"
	"github.com/syncspec/syncspec/engine/volumes"
)

// All returns the controllers that a configuration asks for.
func All(env recipe.Env) []plan.Controller {
	var all []plan.Controller
	if sync := env.Config.Sync; sync.FromHost.Nodes.Enabled || sync.ToHost.Pods.Enabled {
		all = append(all, nodes.Controller(env))
	}
	if env.Config.Sync.ToHost.PersistentVolumeClaims.Enabled {
		all = append(all, volumes.Controller(env))
	}
	if env.Config.Sync.FromHost.Events.Enabled {
		all = append(all, events.Controller(env))
	}
	if env.Config.Sync.ToHost.VolumeSnapshots.Enabled {
		all = append(all, volumes.Contents(env))
	}
	if env.Config.Sync.ToHost.Services.Enabled {
		all = append(all, replicas.FromHost(env))
	}
	if len(env.Config.Networking.ReplicateServices.ToHost) > 0 {
		all = append(all, replicas.ToHost(env))
	}
	return all
}
