package engine_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/features"
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/runner"
	"github.com/syncspec/syncspec/scenarios/target/memory"
	"github.com/syncspec/syncspec/steps"
)

var pods = schema.GroupVersionResource{Version: "v1", Resource: "pods"}

// BenchmarkReconcileOnMemory is one pod from its creation until the engine has
// made its copy, seen it and rests. Both API servers take their share of it.
func BenchmarkReconcileOnMemory(b *testing.B) {
	pair, err := memory.New()
	require.NoError(b, err)
	client := func(side steps.Side, actor history.Actor) cluster.Pair {
		made, err := pair.Client(side, actor)
		require.NoError(b, err)
		return cluster.Pair{Virtual: made, Host: made}
	}
	tenant := client(steps.Virtual, history.Tenant).Virtual.Resource(pods).Namespace("default")
	namespace := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": "vcluster"}}}
	_, err = client(steps.Host, history.Admin).Host.Resource(schema.GroupVersionResource{Version: "v1", Resource: "namespaces"}).Create(b.Context(), namespace, metav1.CreateOptions{})
	require.NoError(b, err)

	e, err := engine.New(engine.Options{Name: "vcluster", Namespace: "vcluster", Clusters: cluster.Pair{
		Virtual: client(steps.Virtual, history.Engine).Virtual, Host: client(steps.Host, history.Engine).Host,
	}})
	require.NoError(b, err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- e.Run(ctx) }()
	<-e.Ready()

	b.ReportAllocs()
	count := 0
	for b.Loop() {
		made, err := tenant.Create(ctx, pod(count), metav1.CreateOptions{})
		require.NoError(b, err)
		require.NoError(b, e.Settled(ctx, engine.Mark{
			Side: cluster.Virtual, Resource: pods, Namespace: "default", Name: made.GetName(),
			UID: string(made.GetUID()), ResourceVersion: made.GetResourceVersion(),
		}))
		count++
	}
	b.StopTimer()
	copies, err := client(steps.Host, history.Admin).Host.Resource(pods).Namespace("vcluster").List(ctx, metav1.ListOptions{})
	require.NoError(b, err)
	require.Len(b, copies.Items, count)
	cancel()
	require.NoError(b, <-done)
	require.NoError(b, pair.Close())
}

func pod(n int) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Pod",
		"metadata": map[string]any{"namespace": "default", "name": fmt.Sprintf("web-%d", n), "labels": map[string]any{"app": "web"}},
		"spec": map[string]any{"dnsPolicy": "Default", "containers": []any{map[string]any{
			"name": "app", "image": "nginx", "env": []any{map[string]any{"name": "COLOR", "value": "red"}},
		}}},
	}}
}

// BenchmarkScenarioOnMemory is one scenario as a run of the features judges it:
// servers, engine, steps, laws and the restart that has to change nothing.
func BenchmarkScenarioOnMemory(b *testing.B) {
	pages, err := runner.Load(features.FS, nil)
	require.NoError(b, err)
	examples, err := runner.Choose(pages, runner.Selection{Name: "^each path's service is the host's$"})
	require.NoError(b, err)
	require.Len(b, examples, 1)
	b.ReportAllocs()
	for b.Loop() {
		run, err := runner.Run(b.Context(), examples, runner.Options{Target: runner.Memory{Width: 1}})
		require.NoError(b, err)
		for _, scenario := range run.All() {
			require.Equal(b, reports.Passed, scenario.Status)
		}
	}
}
