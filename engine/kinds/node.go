package kinds

import "github.com/syncspec/syncspec/engine/recipe"

// Node is one of the host's nodes under its own name, or what stands for one.
// Package nodes keeps them.
var Node = recipe.Recipe{Resource: "nodes.v1", Kind: "Node", Enabled: "sync.fromHost.nodes", FromHost: true}

// HostPod is a pod of the host, whoever's: what runs on a node beside the virtual
// cluster's own pods leaves less of it.
var HostPod = recipe.Recipe{Resource: Pod.Resource, Kind: Pod.Kind}

// NodeService and NodeEndpoints are the address at which the kubelet of a node is
// found, on the host.
var (
	NodeService   = recipe.Recipe{Resource: "services.v1", Kind: "Service"}
	NodeEndpoints = recipe.Recipe{Resource: "endpoints.v1", Kind: "Endpoints"}
)
