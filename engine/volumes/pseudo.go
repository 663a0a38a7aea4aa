package volumes

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
)

const (
	fakeVolume      = naming.Prefix + "fake-pv"
	fakeProvisioner = "fake-pv-provisioner"
)

// pseudo: a volume is there as long as a claim names it. A volume the tenant made
// is let be; real vCluster deletes every volume that no claim names (PV-05).
func pseudo(in plan.Input) plan.Plan {
	claim := namingClaim(in)
	made := in.Virtual != nil && object.Label(in.Virtual, fakeVolume) == "true"
	switch {
	case in.Virtual != nil && !made && (claim != nil || in.Compat != config.VCluster):
		return in.Rest("the tenant's own volume")
	case claim == nil && in.Virtual == nil:
		return plan.Plan{Verdict: "no claim names it"}
	case claim == nil:
		return remove(in, "there is no claim with that volume")
	case in.Virtual != nil && terminating(in.Virtual):
		return remove(in, "it is made again")
	}
	return show(in, standIn(in, claim), plan.Reason{Rule: "a volume stands for the one the host bound", Behaviour: "PV-02"})
}

// namingClaim is the virtual claim that names the volume, the oldest of several (PV-06).
func namingClaim(in plan.Input) *unstructured.Unstructured {
	var claims []*unstructured.Unstructured
	for _, user := range in.View.Users(in.Recipe, in.Key) {
		if user.Side == object.Virtual && user.Recipe == &kinds.PersistentVolumeClaim {
			claims = append(claims, user.Object)
		}
	}
	slices.SortFunc(claims, func(a, b *unstructured.Unstructured) int {
		if older := a.GetCreationTimestamp().Compare(b.GetCreationTimestamp().Time); older != 0 {
			return older
		}
		return strings.Compare(a.GetNamespace()+"/"+a.GetName(), b.GetNamespace()+"/"+b.GetName())
	})
	if len(claims) == 0 {
		return nil
	}
	return claims[0]
}

// standIn is PV-03: what a claim says of its volume. Once made it follows only who
// the claim is.
func standIn(in plan.Input, claim *unstructured.Unstructured) *unstructured.Unstructured {
	if in.Virtual == nil {
		return fromClaim(in.Key.Name, claim)
	}
	kept := in.Virtual.DeepCopy()
	if uid, _, _ := unstructured.NestedString(kept.Object, "spec", "claimRef", "uid"); uid != string(claim.GetUID()) {
		_ = unstructured.SetNestedMap(kept.Object, kinds.ClaimRef(claim), "spec", "claimRef")
	}
	_ = unstructured.SetNestedField(kept.Object, "Bound", "status", "phase")
	return kept
}

func fromClaim(name string, claim *unstructured.Unstructured) *unstructured.Unstructured {
	from, _, _ := unstructured.NestedMap(claim.Object, "spec")
	spec := map[string]any{
		"claimRef":                      kinds.ClaimRef(claim),
		"flexVolume":                    map[string]any{"driver": "fake"},
		"persistentVolumeReclaimPolicy": "Delete",
	}
	for _, field := range []string{"accessModes", "volumeMode", "storageClassName"} {
		if value, given := from[field]; given {
			spec[field] = value
		}
	}
	if requests, found, _ := unstructured.NestedMap(from, "resources", "requests"); found {
		spec["capacity"] = requests
	}
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "PersistentVolume", "spec": spec,
		"metadata": map[string]any{
			"name": name, "labels": map[string]any{fakeVolume: "true"},
			"annotations": map[string]any{
				"kubernetes.io/createdby":              fakeProvisioner,
				"pv.kubernetes.io/bound-by-controller": "true",
				"pv.kubernetes.io/provisioned-by":      fakeProvisioner,
			},
		},
	}}
}
