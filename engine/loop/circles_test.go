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

// An expression that makes another value each time it sees its own result would be
// written for ever (PATCH-71).
func TestPatchesThatNeverComeToRestAreStopped(t *testing.T) {
	t.Parallel()
	classes := schema.GroupVersionResource{Group: "node.k8s.io", Version: "v1", Resource: "runtimeclasses"}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		s := w.run(`sync: {fromHost: {runtimeClasses: {enabled: true, patches: [{path: 'metadata.annotations["note"]',
			expression: 'value + "-" + (context.virtualObject?.metadata.resourceVersion ?? 0)'}]}}}`)
		class := object("RuntimeClass", "", "gvisor")
		class.SetAPIVersion("node.k8s.io/v1")
		class.Object["handler"] = "runsc"
		class.SetAnnotations(map[string]string{"note": "a"})
		note := func() string {
			synctest.Wait()
			require.NoError(t, s.Settled(t.Context()))
			found, err := w.tenant.Resource(classes).Get(t.Context(), "gvisor", metav1.GetOptions{})
			require.NoError(t, err)
			return found.GetAnnotations()["note"]
		}
		count := func(what string) int { return strings.Count(s.log.String(), what) }

		made, err := w.admin.Resource(classes).Create(t.Context(), class, metav1.CreateOptions{})
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(note(), "a-"))
		require.Equal(t, 2, count("patch virtual RuntimeClass"), "with the first copy three writes: %s", s.log)
		require.Equal(t, 1, count("level=ERROR"), s.log)
		require.Contains(t, s.log.String(), "sync.fromHost.runtimeClasses.patches make another change of it every time: stopped after 3 writes")

		made = made.DeepCopy()
		require.NoError(t, unstructured.SetNestedField(made.Object, "b", "metadata", "annotations", "note"))
		_, err = w.admin.Resource(classes).Update(t.Context(), made, metav1.UpdateOptions{})
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(note(), "b-"), "a change of somebody else is synced")
		require.LessOrEqual(t, count("patch virtual RuntimeClass"), 2+3)
	})
}
