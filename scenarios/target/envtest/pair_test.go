package envtest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/target/envtest"
	"github.com/syncspec/syncspec/steps"
)

var _ scenarios.Pair = (*envtest.Pair)(nil)

var (
	configMaps   = schema.GroupVersionResource{Version: "v1", Resource: "configmaps"}
	namespaces   = schema.GroupVersionResource{Version: "v1", Resource: "namespaces"}
	clusterRoles = schema.GroupVersionResource{Group: "rbac.authorization.k8s.io", Version: "v1", Resource: "clusterroles"}
	services     = schema.GroupVersionResource{Version: "v1", Resource: "services"}
)

func client(t *testing.T, pair *envtest.Pair, side steps.Side, actor history.Actor) dynamic.Interface {
	t.Helper()
	c, err := pair.Client(side, actor)
	require.NoError(t, err)
	return c
}

func object(apiVersion, kind, namespace, name string, rest map[string]any) *unstructured.Unstructured {
	u := &unstructured.Unstructured{Object: rest}
	if rest == nil {
		u.Object = map[string]any{}
	}
	u.SetAPIVersion(apiVersion)
	u.SetKind(kind)
	u.SetNamespace(namespace)
	u.SetName(name)
	return u
}

func TestCallsOfBothSidesAreRecordedInOrder(t *testing.T) {
	pair, ctx := envtest.Shared(t), t.Context()
	tenant := client(t, pair, steps.Virtual, history.Tenant).Resource(configMaps).Namespace("default")
	engine := client(t, pair, steps.Host, "engine/1").Resource(configMaps).Namespace("default")

	_, err := tenant.Create(ctx, object("v1", "ConfigMap", "", "one", map[string]any{"data": map[string]any{"a": "b"}}), metav1.CreateOptions{})
	require.NoError(t, err)
	_, err = engine.Create(ctx, object("v1", "ConfigMap", "", "two", nil), metav1.CreateOptions{})
	require.NoError(t, err)
	_, err = engine.Create(ctx, object("v1", "ConfigMap", "", "two", nil), metav1.CreateOptions{})
	require.True(t, apierrors.IsAlreadyExists(err))
	_, err = engine.Patch(ctx, "two", types.MergePatchType, []byte(`{"data":{"n":"1"}}`), metav1.PatchOptions{})
	require.NoError(t, err)
	_, err = tenant.Get(ctx, "one", metav1.GetOptions{})
	require.NoError(t, err)
	_, err = engine.Create(ctx, object("v1", "ConfigMap", "", "three", nil), metav1.CreateOptions{DryRun: []string{"All"}})
	require.NoError(t, err)
	uid := types.UID("other")
	err = engine.Delete(ctx, "two", metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &uid}})
	require.True(t, apierrors.IsConflict(err))
	require.NoError(t, engine.Delete(ctx, "two", metav1.DeleteOptions{}))

	calls, err := pair.Calls(ctx)
	require.NoError(t, err)
	type line struct {
		seq         int
		side        string
		actor       history.Actor
		verb, name  string
		code        int
		reason      string
		body, after bool
	}
	var lines []line
	for _, c := range calls {
		lines = append(lines, line{c.Seq, c.Side, c.Actor, c.Verb, c.Name, c.Code, c.Reason, c.Body != nil, c.After != nil})
	}
	require.Equal(t, []line{
		{1, "virtual", "tenant", "create", "one", 201, "", true, true},
		{2, "host", "engine/1", "create", "two", 201, "", true, true},
		{3, "host", "engine/1", "create", "two", 409, "AlreadyExists", true, false},
		{4, "host", "engine/1", "patch", "two", 200, "", true, true},
		{5, "virtual", "tenant", "get", "one", 200, "", false, false},
		{6, "host", "engine/1", "dry-run create", "three", 201, "", false, false},
		{7, "host", "engine/1", "delete", "two", 409, "Conflict", true, false},
		{8, "host", "engine/1", "delete", "two", 200, "", true, true},
	}, lines)
	require.Equal(t, map[string]any{"data": map[string]any{"n": "1"}}, calls[3].Body)
	require.Equal(t, map[string]any{"n": "1"}, calls[7].After.Object["data"])
	require.NotEmpty(t, calls[2].Message)
	require.Empty(t, calls[1].After.GetManagedFields())
}

func TestAResetFreesNamesAddressesAndPorts(t *testing.T) {
	pair, ctx := envtest.Shared(t), t.Context()
	for range 5 {
		for _, side := range []steps.Side{steps.Host, steps.Virtual} {
			admin := client(t, pair, side, history.Admin)
			_, err := admin.Resource(namespaces).Create(ctx, object("v1", "Namespace", "", "vc", nil), metav1.CreateOptions{})
			require.NoError(t, err)
			address := "10.96.0.20"
			_, err = admin.Resource(services).Namespace("vc").Create(ctx, object("v1", "Service", "", "web", map[string]any{
				"spec": map[string]any{"type": "NodePort", "clusterIP": address, "ports": []any{map[string]any{"port": int64(80), "nodePort": int64(30080)}}},
			}), metav1.CreateOptions{})
			require.NoError(t, err)
			_, err = admin.Resource(namespaces).Patch(ctx, "kube-public", types.MergePatchType, []byte(`{"metadata":{"labels":{"left":"over"}}}`), metav1.PatchOptions{})
			require.NoError(t, err)
			require.NoError(t, admin.Resource(clusterRoles).Delete(ctx, "view", metav1.DeleteOptions{}))
		}
		start := time.Now()
		require.NoError(t, pair.Reset(ctx))
		t.Log("reset", time.Since(start))
		calls, err := pair.Calls(ctx)
		require.NoError(t, err)
		require.Empty(t, calls)
		for _, side := range []steps.Side{steps.Host, steps.Virtual} {
			list, err := client(t, pair, side, history.Admin).Resource(namespaces).List(ctx, metav1.ListOptions{ResourceVersion: "0"})
			require.NoError(t, err)
			require.Len(t, list.Items, 4)
			for _, ns := range list.Items {
				require.NotContains(t, ns.GetLabels(), "left", ns.GetName())
			}
			_, err = client(t, pair, side, history.Admin).Resource(clusterRoles).Get(ctx, "view", metav1.GetOptions{ResourceVersion: "0"})
			require.NoError(t, err)
		}
	}
}
