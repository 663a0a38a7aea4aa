package volumes

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
)

// ofHost: a volume of the host is shown under its own name while the tenant has a
// claim for it. The host is right: the engine did not make the volume, so it neither
// changes nor deletes it, whatever a tenant does to what is shown (PV-22).
func ofHost(in plan.Input) plan.Plan {
	shown := in.Virtual != nil && object.Annotation(in.Virtual, kinds.HostVolume) != ""
	if in.Virtual != nil && !shown {
		return in.Rest("the tenant's own volume")
	}
	if in.Host != nil && object.Label(in.Host, naming.ManagedBy) != "" {
		return plan.Plan{Verdict: "a copy of a volume"}
	}
	claim, wanted := concerns(in, shown)
	switch {
	case !wanted && shown:
		return remove(in, "there is no claim with that volume") // PV-13, PV-24
	case !wanted:
		return plan.Plan{Verdict: "no claim of the tenant has it"}
	case shown && terminating(in.Virtual):
		return remove(in, "it is shown again")
	}
	return show(in, image(in, claim), plan.Reason{Rule: "a claim is bound to the host's volume", Behaviour: "PV-11"})
}

// concerns reports whether a volume of the host is the tenant's to see, and the
// claim that has it. One that was shown stays while it keeps what the claim wrote,
// though the claim is gone. Real vCluster also shows volumes of claims that were
// never the tenant's, such as the virtual cluster's own (PV-12).
func concerns(in plan.Input, shown bool) (*unstructured.Unstructured, bool) {
	if in.Host == nil {
		return nil, false
	}
	ref, bound, _ := unstructured.NestedMap(in.Host.Object, "spec", "claimRef")
	if !bound {
		return nil, false
	}
	if claim := kinds.OriginalClaim(in.View, in.Scheme, ref); claim != nil {
		return claim, true
	}
	policy, _, _ := unstructured.NestedString(in.Host.Object, "spec", "persistentVolumeReclaimPolicy")
	return nil, shown && policy == "Retain"
}

// image is the host's volume as the tenant sees it (PV-11).
func image(in plan.Input, claim *unstructured.Unstructured) *unstructured.Unstructured {
	made := copyOf(in)
	object.SetAnnotation(made, kinds.HostVolume, in.Host.GetName())
	bind(in, made, claim)
	return made
}

// copyOf is an object of the host under its own name, without marks of ours.
func copyOf(in plan.Input) *unstructured.Unstructured {
	made := &unstructured.Unstructured{Object: map[string]any{"spec": in.Host.DeepCopy().Object["spec"]}}
	made.SetGroupVersionKind(in.Host.GroupVersionKind())
	if in.Virtual != nil {
		made.Object["metadata"] = in.Virtual.DeepCopy().Object["metadata"]
	}
	made.SetName(in.Key.Name)
	made.SetLabels(without(in.Host.GetLabels()))
	made.SetAnnotations(without(in.Host.GetAnnotations()))
	if status, found := in.Host.Object["status"]; found {
		made.Object["status"] = runtime.DeepCopyJSONValue(status)
	}
	return made
}

// bind names the virtual claim. Its version is noted once: it changes with every
// write, and says nothing.
func bind(in plan.Input, made, claim *unstructured.Unstructured) {
	own := map[string]any{}
	if in.Virtual != nil {
		own, _, _ = unstructured.NestedMap(in.Virtual.Object, "spec", "claimRef")
	}
	if claim != nil && own["uid"] != string(claim.GetUID()) {
		own = kinds.ClaimRef(claim)
	}
	_ = unstructured.SetNestedMap(made.Object, own, "spec", "claimRef")
	if claim == nil {
		return
	}
	if class, given, _ := unstructured.NestedString(claim.Object, "spec", "storageClassName"); given && class != "" {
		_ = unstructured.SetNestedField(made.Object, class, "spec", "storageClassName")
	}
}

// without leaves out marks of ours.
func without(all map[string]string) map[string]string {
	kept := map[string]string{}
	for key, value := range all {
		if !strings.HasPrefix(key, naming.Prefix) {
			kept[key] = value
		}
	}
	return kept
}
