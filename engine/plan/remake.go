package plan

import (
	"encoding/json"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// remake replaces the virtual object by one that has what the host decided.
func (in Input) remake(anew *recipe.Anew) Plan {
	cause, along := "the host decided a field that cannot be changed", anew.Along
	if in.likeVCluster() {
		along = nil
	}
	p := in.hold(cause)
	if anew.Told != "" {
		p.Actions = append(p.Actions, in.tell(anew.Reason, anew.Told))
	}
	if anew.Free {
		p.Actions = append(p.Actions, in.free(anew.Object)...)
	}
	p.Actions = append(p.Actions, Action{
		Side: object.Virtual, Verb: Replace, Recipe: in.Recipe, Key: in.Key,
		Object: anew.Object, Probe: anew.Probe, Along: along, UID: string(in.Virtual.GetUID()), Cause: cause,
	})
	return p
}

// free takes the finalizers off what is to be replaced. Between the old and the new
// object there is none, and an engine that ends there would take the copy away after
// it, and with it what it holds. So the copy carries the new object until it is there.
func (in Input) free(anew *unstructured.Unstructured) []Action {
	written, err := json.Marshal(anew.Object)
	if err != nil {
		return nil // objects from an API server are JSON
	}
	noted, freed := in.Host.DeepCopy(), in.Virtual.DeepCopy()
	object.SetAnnotation(noted, naming.Remaking, string(written))
	freed.SetFinalizers(nil)
	return append(in.patches(object.Host, in.Host, noted, nil, false), in.patches(object.Virtual, in.Virtual, freed, nil, false)...)
}

// remade is a copy whose original was about to be made anew when the engine ended.
// A note that cannot be read keeps the copy all the same.
func (in Input) remade() Plan {
	anew := &unstructured.Unstructured{}
	err := anew.UnmarshalJSON([]byte(object.Annotation(in.Host, naming.Remaking)))
	if err != nil || keyOf(anew) != in.Key || anew.GroupVersionKind() != in.Recipe.GVK() {
		return in.hold("its original was being made anew")
	}
	return in.hold("its original was being made anew", Action{
		Side: object.Virtual, Verb: Create, Recipe: in.Recipe, Key: in.Key, Object: anew,
	})
}
