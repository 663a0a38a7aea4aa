package memory_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/dynamic/dynamicinformer"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/target/memory"
	"github.com/syncspec/syncspec/steps"
)

func configMaps() schema.GroupVersionResource {
	return schema.GroupVersionResource{Version: "v1", Resource: "configmaps"}
}

func configMap(name, value string) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": name}, "data": map[string]any{"k": value}}}
}

func newPair(t testing.TB) *memory.Pair {
	t.Helper()
	pair, err := memory.New()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, pair.Close()) })
	return pair
}

func clientOf(t testing.TB, pair *memory.Pair, side steps.Side, actor history.Actor) dynamic.Interface {
	t.Helper()
	client, err := pair.Client(side, actor)
	require.NoError(t, err)
	return client
}

func TestAWatchHasNoLimitOfUnreadEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pair := newPair(t)
		api := clientOf(t, pair, steps.Host, history.Admin).Resource(configMaps()).Namespace("default")
		watching, err := api.Watch(t.Context(), metav1.ListOptions{})
		require.NoError(t, err)
		for i := range 500 {
			_, err := api.Create(t.Context(), configMap(fmt.Sprintf("c%d", i), "v"), metav1.CreateOptions{})
			require.NoError(t, err)
		}
		for i := range 500 {
			event := <-watching.ResultChan()
			require.Equal(t, watch.Added, event.Type)
			require.Equal(t, fmt.Sprintf("c%d", i), event.Object.(*unstructured.Unstructured).GetName())
		}
		watching.Stop()
		_, open := <-watching.ResultChan()
		require.False(t, open)
	})
}

func TestAnInformerSeesEveryWrite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pair := newPair(t)
		client := clientOf(t, pair, steps.Virtual, history.Engine)
		informers := dynamicinformer.NewDynamicSharedInformerFactory(client, 0)
		informer := informers.ForResource(configMaps()).Informer()
		ctx, cancel := context.WithCancel(t.Context())
		informers.Start(ctx.Done())
		informers.WaitForCacheSync(ctx.Done())
		api := client.Resource(configMaps()).Namespace("default")
		for i := range 150 {
			_, err := api.Create(ctx, configMap(fmt.Sprintf("c%d", i), "v"), metav1.CreateOptions{})
			require.NoError(t, err)
		}
		require.NoError(t, api.Delete(ctx, "c0", metav1.DeleteOptions{}))
		synctest.Wait()
		require.Len(t, informer.GetStore().ListKeys(), 149)
		cancel()
		informers.Shutdown()
	})
}

func TestEveryCallIsRecordedWithItsActor(t *testing.T) {
	pair := newPair(t)
	tenant := clientOf(t, pair, steps.Virtual, history.Tenant).Resource(configMaps()).Namespace("default")
	engine := clientOf(t, pair, steps.Host, "engine/1").Resource(configMaps()).Namespace("default")
	ctx := t.Context()
	_, err := tenant.Create(ctx, configMap("a", "v"), metav1.CreateOptions{})
	require.NoError(t, err)
	_, err = engine.Patch(ctx, "a", types.MergePatchType, []byte(`{"data":{"k":"w"}}`), metav1.PatchOptions{})
	require.True(t, apierrors.IsNotFound(err))
	_, err = engine.List(ctx, metav1.ListOptions{})
	require.NoError(t, err)
	require.NoError(t, tenant.Delete(ctx, "a", metav1.DeleteOptions{}))
	calls, err := pair.Calls(ctx)
	require.NoError(t, err)
	require.Len(t, calls, 4)

	require.Equal(t, []any{1, "virtual", history.Tenant, "create", 201, "a"}, brief(calls[0]))
	require.Equal(t, "v", calls[0].After.Object["data"].(map[string]any)["k"])
	require.NotEmpty(t, calls[0].After.GetUID())
	require.Empty(t, configMapOf(calls[0].Body).GetUID(), "the body is what was sent")

	require.Equal(t, []any{2, "host", history.Actor("engine/1"), "patch", 404, "a"}, brief(calls[1]))
	require.Equal(t, "NotFound", calls[1].Reason)
	require.Equal(t, `configmaps "a" not found`, calls[1].Message)
	require.Equal(t, map[string]any{"data": map[string]any{"k": "w"}}, calls[1].Body)
	require.Nil(t, calls[1].After)

	require.Equal(t, []any{3, "host", history.Actor("engine/1"), "list", 200, ""}, brief(calls[2]))
	require.Equal(t, []any{4, "virtual", history.Tenant, "delete", 200, "a"}, brief(calls[3]))
	require.Equal(t, "a", calls[3].After.GetName())
}

func brief(c history.Call) []any { return []any{c.Seq, c.Side, c.Actor, c.Verb, c.Code, c.Name} }

func configMapOf(content map[string]any) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: content}
}

func TestAResetBringsBackTheFirstState(t *testing.T) {
	pair := newPair(t)
	api := clientOf(t, pair, steps.Host, history.Admin)
	namespaces := api.Resource(schema.GroupVersionResource{Version: "v1", Resource: "namespaces"})
	before, err := namespaces.Get(t.Context(), "default", metav1.GetOptions{})
	require.NoError(t, err)
	_, err = api.Resource(configMaps()).Namespace("default").Create(t.Context(), configMap("a", "v"), metav1.CreateOptions{})
	require.NoError(t, err)
	require.NoError(t, pair.Reset(t.Context()))
	calls, err := pair.Calls(t.Context())
	require.NoError(t, err)
	require.Empty(t, calls)
	list, err := api.Resource(configMaps()).List(t.Context(), metav1.ListOptions{})
	require.NoError(t, err)
	require.Empty(t, list.Items)
	after, err := namespaces.Get(t.Context(), "default", metav1.GetOptions{})
	require.NoError(t, err)
	require.Equal(t, before, after)
	require.Len(t, pair.Seeded(steps.Host), 7)
}

func TestARefusedWriteChangesNothing(t *testing.T) {
	pair := newPair(t)
	api := clientOf(t, pair, steps.Host, "engine/1").Resource(configMaps()).Namespace("default")
	stop, err := pair.Refuse(steps.Host, "create", "configmaps", func(object *unstructured.Unstructured) error {
		if object.GetName() == "bad" {
			return fmt.Errorf("nobody wants %s", object.GetName())
		}
		return nil
	})
	require.NoError(t, err)
	_, err = api.Create(t.Context(), configMap("good", "v"), metav1.CreateOptions{})
	require.NoError(t, err)
	_, err = api.Create(t.Context(), configMap("bad", "v"), metav1.CreateOptions{})
	require.True(t, apierrors.IsForbidden(err))
	require.EqualError(t, err, `configmaps "bad" is forbidden: nobody wants bad`)
	stop()
	_, err = api.Create(t.Context(), configMap("bad", "v"), metav1.CreateOptions{})
	require.NoError(t, err)
}

func TestNobodyCanReachIntoTheStore(t *testing.T) {
	pair := newPair(t)
	api := clientOf(t, pair, steps.Host, history.Admin).Resource(configMaps()).Namespace("default")
	mine := configMap("a", "v")
	created, err := api.Create(t.Context(), mine, metav1.CreateOptions{})
	require.NoError(t, err)
	for _, held := range []*unstructured.Unstructured{mine, created} {
		held.Object["data"].(map[string]any)["k"] = "spoiled"
	}
	got, err := api.Get(t.Context(), "a", metav1.GetOptions{})
	require.NoError(t, err)
	require.Equal(t, "v", got.Object["data"].(map[string]any)["k"])
}

func TestAResetEndsAllWatches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pair := newPair(t)
		watching, err := clientOf(t, pair, steps.Host, history.Admin).Resource(configMaps()).Watch(t.Context(), metav1.ListOptions{})
		require.NoError(t, err)
		require.NoError(t, pair.Reset(t.Context()))
		_, open := <-watching.ResultChan()
		require.False(t, open)
		watching.Stop()
	})
}

func TestAWatchEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pair := newPair(t)
		ctx, cancel := context.WithCancel(t.Context())
		watching, err := clientOf(t, pair, steps.Host, history.Admin).Resource(configMaps()).Watch(ctx, metav1.ListOptions{})
		require.NoError(t, err)
		cancel()
		_, open := <-watching.ResultChan()
		require.False(t, open)
	})
}

func TestABubbleIsIdleWhileAWatchWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pair := newPair(t)
		api := clientOf(t, pair, steps.Host, history.Admin).Resource(configMaps()).Namespace("default")
		_, err := api.Watch(t.Context(), metav1.ListOptions{})
		require.NoError(t, err)
		_, err = api.Create(t.Context(), configMap("unread", "v"), metav1.CreateOptions{})
		require.NoError(t, err)
		synctest.Wait()
		before := time.Now()
		time.Sleep(time.Hour) // costs nothing in a bubble that is idle
		created, err := api.Create(t.Context(), configMap("later", "v"), metav1.CreateOptions{})
		require.NoError(t, err)
		require.Equal(t, before.Add(time.Hour).Unix(), created.GetCreationTimestamp().Unix())
	})
}

func TestBothSidesShareTheCountOfVersions(t *testing.T) {
	pair := newPair(t)
	var versions []string
	for _, side := range []steps.Side{steps.Host, steps.Virtual, steps.Host} {
		created, err := clientOf(t, pair, side, history.Admin).Resource(configMaps()).Namespace("default").
			Create(t.Context(), configMap(fmt.Sprintf("c%d", len(versions)), "v"), metav1.CreateOptions{})
		require.NoError(t, err)
		versions = append(versions, created.GetResourceVersion())
	}
	require.IsIncreasing(t, versions)
}

func TestAWatchFromAForgottenVersionIsToldSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pair := newPair(t)
		api := clientOf(t, pair, steps.Host, history.Admin).Resource(configMaps()).Namespace("default")
		old, err := api.Create(t.Context(), configMap("a", "v"), metav1.CreateOptions{})
		require.NoError(t, err)
		require.NoError(t, pair.Reset(t.Context()))
		watching, err := api.Watch(t.Context(), metav1.ListOptions{ResourceVersion: old.GetResourceVersion()})
		require.NoError(t, err)
		event := <-watching.ResultChan()
		require.Equal(t, watch.Error, event.Type)
		require.True(t, apierrors.IsResourceExpired(apierrors.FromObject(event.Object)))
	})
}

func TestApplyIsRefusedWithAClearWord(t *testing.T) {
	api := clientOf(t, newPair(t), steps.Host, history.Admin).Resource(configMaps()).Namespace("default")
	_, err := api.Apply(t.Context(), "a", configMap("a", "v"), metav1.ApplyOptions{FieldManager: "me"})
	require.True(t, apierrors.IsUnsupportedMediaType(err))
	require.ErrorContains(t, err, "application/apply-patch+yaml")
}

func TestADeletionCanBeRefused(t *testing.T) {
	pair := newPair(t)
	api := clientOf(t, pair, steps.Host, history.Admin).Resource(configMaps()).Namespace("default")
	_, err := api.Create(t.Context(), configMap("a", "v"), metav1.CreateOptions{})
	require.NoError(t, err)
	_, err = pair.Refuse(steps.Host, "*", "*", func(*unstructured.Unstructured) error {
		return apierrors.NewTooManyRequests("not now", 3)
	})
	require.NoError(t, err)
	require.True(t, apierrors.IsTooManyRequests(api.Delete(t.Context(), "a", metav1.DeleteOptions{})))
	_, err = api.Patch(t.Context(), "a", types.MergePatchType, []byte(`{"data":{"k":"w"}}`), metav1.PatchOptions{})
	require.True(t, apierrors.IsTooManyRequests(err))
	got, err := api.Get(t.Context(), "a", metav1.GetOptions{})
	require.NoError(t, err)
	require.Equal(t, "v", got.Object["data"].(map[string]any)["k"])
}

func TestAClosedPairAnswersNothing(t *testing.T) {
	pair := newPair(t)
	api := clientOf(t, pair, steps.Host, history.Admin).Resource(configMaps())
	require.NoError(t, pair.Close())
	_, err := api.List(t.Context(), metav1.ListOptions{})
	require.ErrorContains(t, err, "closed")
	_, err = pair.Client("moon", history.Admin)
	require.ErrorContains(t, err, `no side is called "moon"`)
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		pair, err := memory.New()
		require.NoError(b, err)
		require.NoError(b, pair.Close())
	}
}

func BenchmarkCreate100(b *testing.B) {
	for b.Loop() {
		pair, err := memory.New()
		require.NoError(b, err)
		api := clientOf(b, pair, steps.Host, history.Admin).Resource(configMaps()).Namespace("default")
		for i := range 100 {
			_, err := api.Create(b.Context(), configMap(fmt.Sprintf("c%d", i), "v"), metav1.CreateOptions{})
			require.NoError(b, err)
		}
	}
}
