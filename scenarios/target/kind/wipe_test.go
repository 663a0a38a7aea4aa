package kind

import (
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

func TestOnlyWhatActorsHaveChangedIsPutBack(t *testing.T) {
	t.Parallel()
	pods := schema.GroupVersionResource{Version: "v1", Resource: "pods"}
	calls := []history.Call{
		{Side: "host", Verb: "patch", Code: 200, Resource: pods, Namespace: "a", Name: "changed"},
		{Side: "host", Verb: "patch", Code: 403, Resource: pods, Namespace: "a", Name: "refused"},
		{Side: "host", Actor: history.Node, Verb: "patch", Code: 200, Resource: pods, Namespace: "a", Name: "run"},
		{Side: "host", Verb: "get", Code: 200, Resource: pods, Namespace: "a", Name: "read"},
		{Side: "virtual", Verb: "delete", Code: 200, Resource: pods, Namespace: "a", Name: "other side"},
	}
	require.Equal(t, map[item]bool{{pods, "a", "changed"}: true}, touched(calls, steps.Host))
}

func TestWhatAClusterMakesForItselfIsNotDeleted(t *testing.T) {
	t.Parallel()
	of := func(resource string) schema.GroupVersionResource {
		return schema.GroupVersionResource{Resource: resource}
	}
	for one, own := range map[item]bool{
		{of("pods"), "kube-system", "coredns-1"}:             true,
		{of("configmaps"), "default", "kube-root-ca.crt"}:    true,
		{of("serviceaccounts"), "team", "default"}:           true,
		{of("clusterroles"), "", "system:aggregate-to-view"}: true,
		{of("pods"), "vcluster", "web"}:                      false,
		{of("configmaps"), "default", "default"}:             false,
		{of("namespaces"), "", "team"}:                       false,
		{of("runtimeclasses"), "", "gvisor"}:                 false,
	} {
		require.Equal(t, own, clusters(one), one)
	}
}

func TestTheEngineInAPodIsAnActorByItsAccount(t *testing.T) {
	t.Parallel()
	p := &planes{}
	require.Equal(t, history.Tenant, p.actor("tenant"))
	require.Empty(t, p.actor("system:serviceaccount:vcluster:vc-vcluster"))
	p.podActor.Store(&[2]string{"system:serviceaccount:vcluster:vc-vcluster", "engine/3"})
	require.EqualValues(t, "engine/3", p.actor("system:serviceaccount:vcluster:vc-vcluster"))
	require.Empty(t, p.actor("system:serviceaccount:vcluster:default"))
	for _, user := range []string{"system:node:worker", "system:kube-scheduler", "system:serviceaccount:kube-system:replicaset-controller"} {
		require.Equal(t, history.Node, p.actor(user))
	}
}
