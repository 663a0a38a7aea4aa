package volumes

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Contents keeps what the host's snapshot controller made of a tenant's snapshots
// visible to the tenant (VS-15, VS-18).
func Contents(env recipe.Env) plan.Controller {
	return plan.Controller{Recipe: &kinds.BoundContent, Mirrors: true, Plan: content, Asks: asks(), Sources: []plan.Source{
		{Side: object.Virtual, Recipe: &kinds.VolumeSnapshot, Names: contentOf},
		{Side: object.Host, Recipe: &kinds.VolumeSnapshot, Names: contentOf,
			Namespace: env.Scheme.Namespace, Labels: naming.ManagedBy + "=" + env.Scheme.Name},
	}}
}

func contentOf(snapshot *unstructured.Unstructured) []string {
	if name, _, _ := unstructured.NestedString(snapshot.Object, "status", "boundVolumeSnapshotContentName"); name != "" {
		return []string{name}
	}
	return nil
}

func content(in plan.Input) plan.Plan {
	shown := in.Virtual != nil && object.Annotation(in.Virtual, kinds.HostContent) != ""
	switch {
	case in.Virtual != nil && !shown:
		return in.Rest("the tenant's own content")
	case in.Host == nil && shown:
		return remove(in, "the host's content is gone")
	case in.Host == nil || object.Label(in.Host, naming.ManagedBy) != "":
		return plan.Plan{Verdict: "no content of the host's own"}
	}
	snapshot := original(in)
	switch {
	case snapshot == nil && shown:
		return in.Rest("its snapshot is gone: the host does what its deletion policy says") // VS-18
	case snapshot == nil:
		return plan.Plan{Verdict: "no snapshot of the tenant has it"}
	case shown && terminating(in.Virtual):
		return remove(in, "it is shown again")
	}
	return show(in, contentImage(in, snapshot), plan.Reason{Rule: "a snapshot is kept in the host's content", Behaviour: "VS-15"})
}

// original is the virtual snapshot that the host's content is of.
func original(in plan.Input) *unstructured.Unstructured {
	ref, _, _ := unstructured.NestedMap(in.Host.Object, "spec", "volumeSnapshotRef")
	namespace, _ := ref["namespace"].(string)
	name, _ := ref["name"].(string)
	host := in.View.Get(object.Host, &kinds.VolumeSnapshot, object.Key{Namespace: namespace, Name: name})
	if host == nil {
		return nil
	}
	id, ours := in.Scheme.Identify(host)
	if !ours {
		return nil
	}
	return in.View.Get(object.Virtual, &kinds.VolumeSnapshot, object.Key{Namespace: id.Namespace, Name: id.Name})
}

func contentImage(in plan.Input, snapshot *unstructured.Unstructured) *unstructured.Unstructured {
	made := copyOf(in)
	object.SetAnnotation(made, kinds.HostContent, in.Host.GetName())
	own := map[string]any{}
	if in.Virtual != nil {
		own, _, _ = unstructured.NestedMap(in.Virtual.Object, "spec", "volumeSnapshotRef")
	}
	if own["uid"] != string(snapshot.GetUID()) {
		own = map[string]any{
			"apiVersion": snapshot.GetAPIVersion(), "kind": snapshot.GetKind(), "namespace": snapshot.GetNamespace(), "name": snapshot.GetName(),
			"uid": string(snapshot.GetUID()), "resourceVersion": snapshot.GetResourceVersion(),
		}
	}
	_ = unstructured.SetNestedMap(made.Object, own, "spec", "volumeSnapshotRef")
	return made
}
