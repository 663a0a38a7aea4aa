package kinds_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/recipe"
)

// version is one of a definition; stored and served as said.
func version(name string, served, stored bool, fields ...string) map[string]any {
	properties := map[string]any{"apiVersion": map[string]any{}, "kind": map[string]any{}, "metadata": map[string]any{}, "status": map[string]any{}}
	for _, field := range fields {
		properties[field] = map[string]any{"type": "object"}
	}
	return map[string]any{
		"name": name, "served": served, "storage": stored, "subresources": map[string]any{"status": map[string]any{}},
		"schema": map[string]any{"openAPIV3Schema": map[string]any{"properties": properties}},
	}
}

func gizmos(scope string, versions ...any) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: map[string]any{
		"metadata": map[string]any{"name": "gizmos.example.com", "uid": "1", "resourceVersion": "7", "ownerReferences": []any{map[string]any{"name": "x"}}},
		"spec": map[string]any{
			"group": "example.com", "scope": scope, "names": map[string]any{"plural": "gizmos", "kind": "Gizmo"},
			"conversion": map[string]any{"strategy": "Webhook"}, "preserveUnknownFields": true, "versions": versions,
		},
		"status": map[string]any{"storedVersions": []any{"v1"}},
	}}
}

func TestTheVersionThatIsSyncedIsServed(t *testing.T) {
	t.Parallel()
	host := gizmos("Namespaced", version("v1", true, true), version("v2", true, false), version("v3", false, false))
	for asked, want := range map[string]string{"": "v1", "v2": "v2"} {
		chosen, err := kinds.VersionOf(host, asked)
		require.NoError(t, err, asked)
		require.Equal(t, want, chosen["name"], "CR-07")
	}
	_, err := kinds.VersionOf(host, "v3")
	require.EqualError(t, err, "the host does not serve version v3, but v1, v2")
	_, err = kinds.VersionOf(gizmos("Namespaced", version("v1", false, true), version("v2", true, false)), "")
	require.EqualError(t, err, "the host does not serve its storage version; name one of v2")
}

func TestACopiedDefinitionHasTheChosenVersionAlone(t *testing.T) {
	t.Parallel()
	host := gizmos("Namespaced", version("v1", true, true), version("v2", true, false))
	chosen, err := kinds.VersionOf(host, "v2")
	require.NoError(t, err)
	copied := kinds.Defined(host, nil, chosen)
	require.Equal(t, map[string]any{"name": "gizmos.example.com"}, copied.Object["metadata"], "CR-08")
	require.NotContains(t, copied.Object, "status")
	spec := copied.Object["spec"].(map[string]any)
	require.NotContains(t, spec, "conversion")
	require.Equal(t, false, spec["preserveUnknownFields"])
	require.Equal(t, []any{version("v2", true, true)}, spec["versions"])
	require.Nil(t, kinds.Defined(host, copied, chosen), "what is there will do")
	require.Equal(t, false, version("v2", true, false)["storage"], "the host's own is not changed")
}

func TestAVersionIsAddedToADefinitionThatIsThere(t *testing.T) {
	t.Parallel()
	host := gizmos("Namespaced", version("v1", true, true), version("v2", true, false))
	virtual := kinds.Defined(host, nil, version("v1", true, true))
	wanted := kinds.Defined(host, virtual, version("v2", true, false))
	require.Equal(t, []any{version("v1", true, false), version("v2", true, true)}, wanted.Object["spec"].(map[string]any)["versions"], "CR-09")
	back := kinds.Defined(host, wanted, version("v1", true, true))
	require.Equal(t, []any{version("v1", true, true), version("v2", true, false)}, back.Object["spec"].(map[string]any)["versions"])
}

func TestACustomResourceIsARecipeLikeAnyOther(t *testing.T) {
	t.Parallel()
	to := config.Custom{Key: "sync.toHost.customResources['gizmos.example.com']", Resource: "gizmos.example.com", ToHost: true}
	v1 := version("v1", true, true, "spec", "notes")
	r, err := kinds.Custom(to, gizmos("Namespaced", v1), v1)
	require.NoError(t, err)
	require.Equal(t, "gizmos.v1.example.com", r.Resource)
	require.Equal(t, []string{"notes", "spec"}, []string{r.ToHost[0].String(), r.ToHost[1].String()})
	require.Equal(t, "status", r.ToVirtual[0].String(), "CR-20")
	require.Equal(t, recipe.InNamespace, r.Lives)

	odd := version("v1", true, true, "a.b", "quo\"te")
	r, err = kinds.Custom(to, gizmos("Namespaced", odd), odd)
	require.NoError(t, err, "fields of any name")
	require.Len(t, r.ToHost, 2)
	value, found := r.ToHost[0].Get(map[string]any{"a.b": "x"})
	require.True(t, found)
	require.Equal(t, "x", value)

	_, err = kinds.Custom(to, gizmos("Cluster", v1), v1)
	require.ErrorContains(t, err, "only namespaced resources can be synced to the host", "CR-12")
	from := config.Custom{Scope: "Cluster"}
	_, err = kinds.Custom(from, gizmos("Namespaced", v1), v1)
	require.ErrorContains(t, err, "it is namespaced on the host", "CR-13")
	from.Scope = "Namespaced"
	_, err = kinds.Custom(from, gizmos("Cluster", v1), v1)
	require.ErrorContains(t, err, "it belongs to no namespace on the host", "CR-13")
}
