package kinds

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/recipe"
)

// class is every read-only class that comes from the host under its own name:
// one documented text serves all of them. remake says how a class is made anew
// whose host class changed what the API lets nobody change; most have no such field.
func class(resource, kind, enabled string, remake func(virtual, host *unstructured.Unstructured) *recipe.Anew) recipe.Recipe {
	return recipe.Recipe{Resource: resource, Kind: kind, Enabled: enabled, FromHost: true, Remake: remake}
}
