// Package cluster gives the engine its two clusters: a client of each, and the
// caches that watch them. It decides nothing.
package cluster

import (
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/engine/object"
)

// Side is one of the two clusters.
type Side = object.Side

// The two sides.
const (
	Virtual = object.Virtual
	Host    = object.Host
)

// Pair is one client of each cluster.
type Pair struct {
	Virtual dynamic.Interface
	Host    dynamic.Interface
}

// Of returns the client of one side.
func (p Pair) Of(side Side) dynamic.Interface {
	if side == Virtual {
		return p.Virtual
	}
	return p.Host
}
