package loop_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

var ingresses = schema.GroupVersionResource{Group: "networking.k8s.io", Version: "v1", Resource: "ingresses"}

// An expression that makes another value of the host's object each time would be
// written for ever (PATCH-71).
func TestPatchesThatNeverComeToRestAreStopped(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		s := w.run(`sync: {toHost: {ingresses: {enabled: true, patches: [{path: 'spec.rules[*].host',
			expression: 'value + "-" + (context.hostObject?.metadata.resourceVersion ?? 0)'}]}}}`)
		ingress := object("Ingress", "default", "web")
		ingress.SetAPIVersion("networking.k8s.io/v1")
		ingress.Object["spec"] = map[string]any{"rules": []any{map[string]any{"host": "a"}}}
		host := func() string {
			all, err := w.admin.Resource(ingresses).Namespace("vcluster").List(t.Context(), metav1.ListOptions{})
			require.NoError(t, err)
			require.Len(t, all.Items, 1)
			rules, _, _ := unstructured.NestedSlice(all.Items[0].Object, "spec", "rules")
			return rules[0].(map[string]any)["host"].(string)
		}

		made, err := w.tenant.Resource(ingresses).Namespace("default").Create(t.Context(), ingress, metav1.CreateOptions{})
		require.NoError(t, err)
		synctest.Wait()
		require.NoError(t, s.Settled(t.Context()))
		stopped := host()
		require.LessOrEqual(t, strings.Count(s.log.String(), "patch host Ingress"), 3)
		require.True(t, strings.HasPrefix(stopped, "a-"), stopped)
		require.Equal(t, 1, strings.Count(s.log.String(), "level=ERROR"), s.log.String())
		require.Contains(t, s.log.String(), "sync.toHost.ingresses.patches change it every time anew")

		require.NoError(t, unstructured.SetNestedSlice(made.Object, []any{map[string]any{"host": "b"}}, "spec", "rules"))
		_, err = w.tenant.Resource(ingresses).Namespace("default").Update(t.Context(), made, metav1.UpdateOptions{})
		require.NoError(t, err)
		synctest.Wait()
		require.NoError(t, s.Settled(t.Context()))
		require.True(t, strings.HasPrefix(host(), "b-"), "a change of somebody else is synced: %s", host())
	})
}
