package loop

import (
	"context"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Begin is what is asked before a loop plans anything.
type Begin func(context.Context, Held) error

// Held is what the caches hold at the beginning.
type Held struct{ loop *Loop }

// Get returns an object, or nil. It must not be changed.
func (h Held) Get(side object.Side, r *recipe.Recipe, key object.Key) *unstructured.Unstructured {
	h.loop.mu.Lock()
	defer h.loop.mu.Unlock()
	return h.loop.get(side, r, key)
}

// Any reports whether there is an object like this on a side, of any kind that is watched.
func (h Held) Any(side object.Side, like func(*unstructured.Unstructured) bool) bool {
	h.loop.mu.Lock()
	defer h.loop.mu.Unlock()
	for at, c := range h.loop.caches {
		if at.side == side && slices.ContainsFunc(c.All(), like) {
			return true
		}
	}
	return false
}
