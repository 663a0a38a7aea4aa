package kinds_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/features"
)

func TestEveryRuleExistsForABehaviourOfTheCatalogue(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	behaviours, err := features.Behaviours()
	require.NoError(t, err)
	for _, b := range behaviours {
		known[b.ID] = true
	}
	for _, r := range kinds.All() {
		named := map[string]bool{}
		for _, rule := range r.Rules {
			require.NotEmpty(t, rule.Name, "a rule of %s", r.Kind)
			require.False(t, named[rule.Name], "%s has the rule %q twice", r.Kind, rule.Name)
			named[rule.Name] = true
			require.True(t, known[rule.ID], "%s: %q is for %q, which no catalogue has", r.Kind, rule.Name, rule.ID)
			require.NotNil(t, rule.Apply, "%s: %q", r.Kind, rule.Name)
			require.Contains(t, []recipe.Moment{recipe.Translating, recipe.Carrying, recipe.Returning, recipe.Admitting, recipe.Gone, recipe.Losing, recipe.Arriving, recipe.Leaving}, rule.When)
		}
	}
}

func TestEveryPathNamesAFieldThatCanBeCarried(t *testing.T) {
	t.Parallel()
	for _, r := range kinds.All() {
		for _, paths := range [][]path.Path{r.ToHost, r.Both, r.Merged, r.ToVirtual} {
			seen := map[string]bool{}
			for _, p := range paths {
				require.False(t, seen[p.String()], "%s names %s twice", r.Kind, p)
				seen[p.String()] = true
				require.True(t, p.Set(map[string]any{}, "x"), "%s: %s has an index or a wildcard, or is empty", r.Kind, p)
				require.False(t, p.Within("metadata"), "%s: labels and annotations need no path: %s", r.Kind, p)
			}
		}
	}
}

func TestEveryReferenceIsAFieldOfTheKindItself(t *testing.T) {
	t.Parallel()
	for _, r := range kinds.All() {
		seen := map[string]bool{}
		for _, reference := range r.References {
			at := reference.At.String()
			require.True(t, reference.At.Within("spec") || reference.At.Within("metadata"), "%s: %s", r.Kind, at)
			require.False(t, seen[at], "%s refers by %s twice", r.Kind, at)
			seen[at] = true
			if reference.To != nil {
				require.NotEmpty(t, reference.To.Kind, "%s: %s", r.Kind, at)
				require.NotEmpty(t, reference.To.GVR().Version, "%s: %s", r.Kind, at)
			}
		}
	}
}

func TestEveryKindHasASwitchInTheConfiguration(t *testing.T) {
	t.Parallel()
	defaults := config.Default()
	var on []string
	for _, r := range kinds.All() {
		require.NotPanics(t, func() {
			if defaults.Enabled(r.Enabled) {
				on = append(on, r.Kind)
			}
		}, r.Kind)
		if r.OnDemand {
			require.NotPanics(t, func() { defaults.All(r.Enabled) }, r.Kind)
		}
		if r.FromHost {
			require.NotPanics(t, func() { defaults.Selector(r.Enabled) }, r.Kind)
		}
		for _, g := range r.Gates {
			require.True(t, g.Class.FromHost, r.Kind)
			require.NotEmpty(t, g.Noun, r.Kind)
		}
	}
	require.ElementsMatch(t, []string{"Pod", "Service", "ConfigMap", "Secret", "Endpoints", "EndpointSlice", "PersistentVolumeClaim"}, on, "what is synced unless the configuration says otherwise")
}

func TestKindsAreNamedAsTheAPINamesThem(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"persistentvolumeclaims.v1": "/v1, Kind=PersistentVolumeClaim", "persistentvolumes.v1": "/v1, Kind=PersistentVolume",
		"volumesnapshotclasses.v1.snapshot.storage.k8s.io":  "snapshot.storage.k8s.io/v1, Kind=VolumeSnapshotClass",
		"volumesnapshotcontents.v1.snapshot.storage.k8s.io": "snapshot.storage.k8s.io/v1, Kind=VolumeSnapshotContent",
		"volumesnapshots.v1.snapshot.storage.k8s.io":        "snapshot.storage.k8s.io/v1, Kind=VolumeSnapshot",
		"csidrivers.v1.storage.k8s.io":                      "storage.k8s.io/v1, Kind=CSIDriver", "csinodes.v1.storage.k8s.io": "storage.k8s.io/v1, Kind=CSINode",
		"csistoragecapacities.v1.storage.k8s.io": "storage.k8s.io/v1, Kind=CSIStorageCapacity",
		"storageclasses.v1.storage.k8s.io":       "storage.k8s.io/v1, Kind=StorageClass",
		"priorityclasses.v1.scheduling.k8s.io":   "scheduling.k8s.io/v1, Kind=PriorityClass",
		"runtimeclasses.v1.node.k8s.io":          "node.k8s.io/v1, Kind=RuntimeClass", "configmaps.v1": "/v1, Kind=ConfigMap",
		"secrets.v1": "/v1, Kind=Secret", "services.v1": "/v1, Kind=Service",
		"ingressclasses.v1.networking.k8s.io": "networking.k8s.io/v1, Kind=IngressClass",
		"endpoints.v1":                        "/v1, Kind=Endpoints", "endpointslices.v1.discovery.k8s.io": "discovery.k8s.io/v1, Kind=EndpointSlice",
		"serviceaccounts.v1": "/v1, Kind=ServiceAccount", "networkpolicies.v1.networking.k8s.io": "networking.k8s.io/v1, Kind=NetworkPolicy",
		"poddisruptionbudgets.v1.policy": "policy/v1, Kind=PodDisruptionBudget",
		"ingresses.v1.networking.k8s.io": "networking.k8s.io/v1, Kind=Ingress", "pods.v1": "/v1, Kind=Pod",
	}
	got := map[string]string{}
	for _, r := range kinds.All() {
		gvk, gvr := r.GVK(), r.GVR()
		got[r.Resource] = gvk.GroupVersion().String() + ", Kind=" + gvk.Kind
		if gvk.Group == "" {
			got[r.Resource] = "/" + got[r.Resource]
		}
		require.Equal(t, gvk.GroupVersion(), gvr.GroupVersion())
	}
	require.Equal(t, want, got)
}

func TestWhatIsReferredToComesFirst(t *testing.T) {
	t.Parallel()
	position := map[*recipe.Recipe]int{}
	for i, r := range kinds.All() {
		position[r] = i
	}
	for _, r := range kinds.All() {
		for _, reference := range r.References {
			if at, synced := position[reference.To]; synced {
				require.Less(t, at, position[r], "%s refers to %s", r.Kind, reference.To.Kind)
			}
		}
	}
}

func TestARecipeHasFifteenFieldsAtMost(t *testing.T) {
	t.Parallel()
	require.LessOrEqual(t, reflect.TypeFor[recipe.Recipe]().NumField(), 15, "a kind that needs more is a controller of its own")
}
