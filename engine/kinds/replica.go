package kinds

import "github.com/syncspec/syncspec/engine/recipe"

// These are services that are replicated one by one, under a name of their own.
// Package replicas keeps them.
var (
	// ReplicaFromHost is a service of the virtual cluster, ReplicaToHost one of the host.
	ReplicaFromHost = recipe.Recipe{Resource: "services.v1", Kind: "Service", FromHost: true}
	ReplicaToHost   = recipe.Recipe{Resource: "services.v1", Kind: "Service", FromHost: true}
	// ReplicatedService and ReplicatedEndpoints are what is replicated from the host.
	ReplicatedService   = recipe.Recipe{Resource: "services.v1", Kind: "Service"}
	ReplicatedEndpoints = recipe.Recipe{Resource: "endpoints.v1", Kind: "Endpoints"}
)
