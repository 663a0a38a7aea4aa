package volumes

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Controller keeps the volumes that are shown for claims.
func Controller(env recipe.Env) plan.Controller {
	claims := plan.Source{Side: object.Virtual, Recipe: &kinds.PersistentVolumeClaim, Names: volumeOf}
	if !env.Config.Sync.ToHost.PersistentVolumes.Enabled {
		return plan.Controller{Recipe: &kinds.BoundVolume, Plan: pseudo, Asks: asks(), Sources: []plan.Source{claims}}
	}
	copies := plan.Source{
		Side: object.Host, Recipe: &kinds.PersistentVolumeClaim, Names: volumeOf,
		Namespace: env.Scheme.Namespace, Labels: naming.ManagedBy + "=" + env.Scheme.Name,
	}
	classes := plan.Source{Side: object.Host, Recipe: &kinds.HostStorageClass} // PVC-08
	return plan.Controller{Recipe: &kinds.BoundVolume, Mirrors: true, Plan: ofHost, Asks: asks(), Sources: []plan.Source{claims, copies, classes}}
}

// asks are the requests that showing volumes consists of.
func asks() []recipe.Ask {
	return []recipe.Ask{
		{Side: object.Virtual, Verb: "create"}, {Side: object.Virtual, Verb: "patch"}, {Side: object.Virtual, Verb: "delete"},
		{Side: object.Virtual, Verb: "patch", Subresource: "status"},
	}
}

func volumeOf(claim *unstructured.Unstructured) []string {
	if name, _, _ := unstructured.NestedString(claim.Object, "spec", "volumeName"); name != "" {
		return []string{name}
	}
	return nil
}

func terminating(o *unstructured.Unstructured) bool { return o.GetDeletionTimestamp() != nil }

// remove deletes a volume that was shown. Finalizers protect what is real, and
// nobody else would take them off one that is not (PV-04, PV-24).
func remove(in plan.Input, cause string) plan.Plan {
	if !terminating(in.Virtual) {
		return in.Hold(cause, in.Deletion(object.Virtual, in.Virtual, cause))
	}
	free := in.Virtual.DeepCopy()
	free.SetFinalizers(nil)
	return in.Hold(cause, in.Changes(object.Virtual, in.Virtual, free, plan.Reason{Rule: cause, Behaviour: "PV-04"}, false)...)
}

// show brings a virtual volume to what it should be.
func show(in plan.Input, wanted *unstructured.Unstructured, why plan.Reason) plan.Plan {
	var actions []plan.Action
	if in.Virtual == nil {
		actions = append(actions, in.Creation(object.Virtual, wanted, why))
	} else {
		actions = in.Changes(object.Virtual, in.Virtual, wanted, why, false)
	}
	if len(actions) == 0 {
		return in.Rest("in step")
	}
	return plan.Plan{Verdict: why.Rule, Actions: actions, Base: plan.Base{Virtual: wanted, Host: in.Host}}
}
