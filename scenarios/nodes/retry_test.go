package nodes_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// A kubelet was seen to try again every 11 to 15 seconds, each time with a sandbox,
// and so an event, of its own; client-go combines them from the tenth on.
func TestASandboxThatFailsIsTriedAgainForEverAndItsEventsAreCombined(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t)
		l.pod("stuck", "kata")
		for range 15 {
			before := time.Now()
			_, next, err := l.simulation.Play(t.Context())
			require.NoError(t, err)
			require.WithinRange(t, next, before.Add(11*time.Second), before.Add(15*time.Second))
			<-time.After(time.Until(next))
			l.play()
		}
		events, err := l.of("events", "default").List(t.Context(), metav1.ListOptions{})
		require.NoError(t, err)
		single, combined := 0, int64(0)
		for _, e := range events.Items {
			message, _, _ := unstructured.NestedString(e.Object, "message")
			count, _, _ := unstructured.NestedInt64(e.Object, "count")
			if strings.HasPrefix(message, "(combined from similar events): Failed to create pod sandbox: ") {
				combined += count
				continue
			}
			require.Equal(t, int64(1), count)
			single++
		}
		require.Equal(t, 9, single)
		require.Equal(t, int64(7), combined)
		pod, err := l.of("pods", "default").Get(t.Context(), "stuck", metav1.GetOptions{})
		require.NoError(t, err)
		require.Equal(t, "Pending", stateOf(pod).Phase)
	})
}

func TestWhatHealsIsTriedAtOnce(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.create("pods", "default", "{apiVersion: v1, kind: Pod, metadata: {name: free}, spec: {containers: [{name: c, image: busybox}]}}")
	l.pod("stuck", "kata")
	node, err := l.of("nodes", "").Get(t.Context(), "worker-1", metav1.GetOptions{})
	require.NoError(t, err)
	require.NoError(t, unstructured.SetNestedSlice(node.Object, []any{map[string]any{"name": "kata"}}, "status", "runtimeHandlers"))
	_, err = l.of("nodes", "").UpdateStatus(t.Context(), node, metav1.UpdateOptions{})
	require.NoError(t, err)
	l.play()
	states, _ := l.wrote("stuck")
	require.Equal(t, "Running", states[len(states)-1].Phase)
	states, _ = l.wrote("free")
	require.Equal(t, "Running", states[len(states)-1].Phase)
}

func TestAPodThatSomebodyStillHoldsIsLetGoOnce(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.create("pods", "default", "{apiVersion: v1, kind: Pod, metadata: {name: held, finalizers: [example.com/hold]}, spec: {containers: [{name: c, image: busybox}]}}")
	l.play()
	require.NoError(t, l.of("pods", "default").Delete(t.Context(), "held", metav1.DeleteOptions{}))
	l.play()
	writes, _, err := l.simulation.Play(t.Context())
	require.NoError(t, err)
	require.Empty(t, writes)
	held, err := l.of("pods", "default").Get(t.Context(), "held", metav1.GetOptions{})
	require.NoError(t, err)
	require.Equal(t, "Failed", stateOf(held).Phase)
}
