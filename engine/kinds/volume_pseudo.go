package kinds

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// PseudoVolume stands in the virtual cluster for the volume the host bound to a
// claim, while volumes themselves are not synced: whoever reads a claim there finds
// the volume it names. PV-02 to PV-06
var PseudoVolume = recipe.Recipe{
	Resource: "persistentvolumes.v1",
	Kind:     "PersistentVolume",
	Enabled:  "sync.toHost.persistentVolumeClaims",
	OnDemand: true,
	Lives:    recipe.Nowhere,
	Rules: []recipe.Rule{
		{Name: "a volume stands for the one the host bound", ID: "PV-02", When: recipe.Making, Apply: pseudoVolume},
	},
}

const (
	fakeVolume      = naming.Prefix + "fake-pv"
	fakeProvisioner = "fake-pv-provisioner"
)

// pseudoVolume: the volume is there as long as a claim names it. A volume the
// tenant made is let be; real vCluster deletes every volume that no claim names (PV-05).
func pseudoVolume(c *recipe.Change) {
	claim := namingClaim(c)
	now := c.Now.Virtual
	made := now != nil && object.Label(now, fakeVolume) == "true"
	switch {
	case claim != nil && (now == nil || made):
		c.Virtual = volumeFor(c.Key.Name, claim, now)
	case claim != nil || !made && c.Compat != config.VCluster:
		c.Virtual = now
	}
}

// namingClaim is the virtual claim that names the volume, the oldest of several (PV-06).
func namingClaim(c *recipe.Change) *unstructured.Unstructured {
	var claims []*unstructured.Unstructured
	for _, user := range c.Users {
		if user.Side == object.Virtual {
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

// volumeFor is PV-03. It follows nothing of its claim later on but its identity.
func volumeFor(name string, claim, now *unstructured.Unstructured) *unstructured.Unstructured {
	if now != nil {
		kept := now.DeepCopy()
		if uid, _, _ := unstructured.NestedString(kept.Object, "spec", "claimRef", "uid"); uid != string(claim.GetUID()) {
			_ = unstructured.SetNestedMap(kept.Object, refTo(claim), "spec", "claimRef")
		}
		_ = unstructured.SetNestedField(kept.Object, "Bound", "status", "phase")
		return kept
	}
	from, _ := claim.Object["spec"].(map[string]any)
	spec := map[string]any{
		"claimRef":                      refTo(claim),
		"flexVolume":                    map[string]any{"driver": "fake"},
		"persistentVolumeReclaimPolicy": "Delete",
	}
	for _, field := range []string{"accessModes", "volumeMode", "storageClassName"} {
		if value, given := from[field]; given {
			spec[field] = value
		}
	}
	if requests, found, _ := unstructured.NestedMap(claim.Object, "spec", "resources", "requests"); found {
		spec["capacity"] = requests
	}
	made := (&unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "PersistentVolume", "spec": spec,
		"metadata": map[string]any{
			"name": name, "labels": map[string]any{fakeVolume: "true"},
			"annotations": map[string]any{
				"kubernetes.io/createdby":              fakeProvisioner,
				"pv.kubernetes.io/bound-by-controller": "true",
				"pv.kubernetes.io/provisioned-by":      fakeProvisioner,
			},
		},
	}}).DeepCopy()
	return made
}

func refTo(claim *unstructured.Unstructured) map[string]any {
	return map[string]any{
		"apiVersion": "v1", "kind": "PersistentVolumeClaim", "namespace": claim.GetNamespace(), "name": claim.GetName(),
		"uid": string(claim.GetUID()), "resourceVersion": claim.GetResourceVersion(),
	}
}
