package envtest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/target/envtest"
	"github.com/syncspec/syncspec/steps"
)

var (
	definitions = schema.GroupVersionResource{Group: "apiextensions.k8s.io", Version: "v1", Resource: "customresourcedefinitions"}
	widgets     = schema.GroupVersionResource{Group: "example.com", Version: "v1", Resource: "widgets"}
)

func TestAResetEndsCustomResourcesAndTheirKind(t *testing.T) {
	pair, ctx := envtest.Shared(t), t.Context()
	for range 2 {
		admin := client(t, pair, steps.Virtual, history.Admin)
		_, err := admin.Resource(definitions).Create(ctx, object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "", "widgets.example.com", map[string]any{
			"spec": map[string]any{
				"group": "example.com", "scope": "Cluster", "names": map[string]any{"plural": "widgets", "kind": "Widget"},
				"versions": []any{map[string]any{"name": "v1", "served": true, "storage": true, "schema": map[string]any{"openAPIV3Schema": map[string]any{"type": "object"}}}},
			},
		}), metav1.CreateOptions{})
		require.NoError(t, err)
		widget := object("example.com/v1", "Widget", "", "one", nil)
		widget.SetFinalizers([]string{"example.com/stuck"})
		require.Eventually(t, func() bool {
			_, err := admin.Resource(widgets).Create(ctx, widget, metav1.CreateOptions{})
			return err == nil
		}, 10*time.Second, 20*time.Millisecond)
		start := time.Now()
		require.NoError(t, pair.Reset(ctx))
		t.Log("reset", time.Since(start))
		_, err = client(t, pair, steps.Virtual, history.Admin).Resource(widgets).List(ctx, metav1.ListOptions{})
		require.True(t, apierrors.IsNotFound(err), "%v", err)
	}
}

func TestAResetOfManyObjectsIsComplete(t *testing.T) {
	pair, ctx := envtest.Shared(t), t.Context()
	const each = 600
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(8)
	for _, side := range []steps.Side{steps.Host, steps.Virtual} {
		maps := client(t, pair, side, history.Admin).Resource(configMaps).Namespace("default")
		for i := range each {
			group.Go(func() error {
				made := object("v1", "ConfigMap", "", fmt.Sprint("map-", i), nil)
				made.SetFinalizers([]string{"example.com/stuck"})
				_, err := maps.Create(ctx, made, metav1.CreateOptions{})
				return err
			})
		}
	}
	require.NoError(t, group.Wait())
	start := time.Now()
	calls, err := pair.Calls(t.Context())
	require.NoError(t, err)
	require.Len(t, calls, 2*each)
	t.Log("calls", time.Since(start))
	start = time.Now()
	require.NoError(t, pair.Reset(t.Context()))
	t.Log("reset", time.Since(start))
	for _, side := range []steps.Side{steps.Host, steps.Virtual} {
		list, err := client(t, pair, side, history.Admin).Resource(configMaps).Namespace("default").List(t.Context(), metav1.ListOptions{ResourceVersion: "0"})
		require.NoError(t, err)
		require.Empty(t, list.Items)
	}
}

func TestSeededIsWhatEveryClusterHas(t *testing.T) {
	pair := envtest.Shared(t)
	for _, side := range []steps.Side{steps.Host, steps.Virtual} {
		have := map[string]bool{}
		for _, object := range pair.Seeded(side) {
			have[object.GetKind()+" "+object.GetName()] = true
		}
		require.Subset(t, have, map[string]bool{"Namespace kube-system": true, "Service kubernetes": true, "PriorityClass system-node-critical": true})
		require.NotContains(t, have, "Lease")
	}
}

func TestEveryAnsweredRequestIsRecordedAtOnce(t *testing.T) {
	pair, ctx := envtest.Shared(t), t.Context()
	maps := client(t, pair, steps.Host, "engine/1").Resource(configMaps).Namespace("default")
	for i := range 200 {
		_, err := maps.Create(ctx, object("v1", "ConfigMap", "", fmt.Sprint("map-", i), nil), metav1.CreateOptions{})
		require.NoError(t, err)
		calls, err := pair.Calls(ctx)
		require.NoError(t, err)
		require.Len(t, calls, i+1)
	}
}
