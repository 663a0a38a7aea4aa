package config_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/syncspec/syncspec/engine/config"
)

// parse reads a text without errors.
func parse(t *testing.T, text string) *config.Config {
	t.Helper()
	c, found := config.Parse("vcluster.yaml", []byte(text))
	require.NoError(t, found.Err())
	require.NotNil(t, c)
	return c
}

func TestDefaultsAreTheDocumentedOnes(t *testing.T) {
	t.Parallel()
	c := config.Default()
	for _, key := range []string{"pods", "secrets", "configMaps", "services", "endpoints", "endpointSlices", "persistentVolumeClaims"} {
		require.True(t, c.Enabled("sync.toHost."+key), key)
	}
	for _, key := range []string{
		"ingresses", "networkPolicies", "persistentVolumes", "volumeSnapshots", "storageClasses", "serviceAccounts",
		"podDisruptionBudgets", "priorityClasses", "namespaces", "gatewayApi", "resourceClaims",
	} {
		require.False(t, c.Enabled("sync.toHost."+key), key)
	}
	for _, key := range []string{
		"nodes", "ingressClasses", "runtimeClasses", "priorityClasses", "storageClasses", "csiNodes", "csiDrivers",
		"csiStorageCapacities", "configMaps", "secrets", "gatewayClasses", "deviceClasses", "gateways",
	} {
		require.False(t, c.Enabled("sync.fromHost."+key), key)
	}
	require.True(t, c.Enabled("sync.fromHost.events"))
	require.False(t, c.All("sync.toHost.secrets"))
	require.Nil(t, c.Selector("sync.fromHost.runtimeClasses"))
	require.Equal(t, "cluster.local", c.Networking.Advanced.ClusterDomain)
	require.True(t, c.Experimental.SyncSettings.SetOwner)
	require.True(t, c.Sync.ToHost.Pods.RewriteHosts.Enabled)
	require.Equal(t, "mirror.gcr.io/library/alpine:3.20", c.Sync.ToHost.Pods.RewriteHosts.InitContainer.Image.String())
	require.Zero(t, c.Where("sync"))
}

func TestNothingIsTheSameAsTheDefault(t *testing.T) {
	t.Parallel()
	want, err := config.Default().YAML()
	require.NoError(t, err)
	for _, text := range []string{"", "{}", "sync:", "sync: {toHost: , fromHost: {}}", "networking: {advanced: {clusterDomain: ''}}"} {
		c := parse(t, text)
		got, err := c.YAML()
		require.NoError(t, err)
		require.Equal(t, string(want), string(got), text)
		require.Equal(t, "cluster.local", c.Networking.Advanced.ClusterDomain)
	}
}

func TestTwoDefaultsShareNothing(t *testing.T) {
	t.Parallel()
	one, other := config.Default(), config.Default()
	one.Sync.ToHost.Pods.RewriteHosts.InitContainer.Resources.Limits["cpu"] = "1"
	require.Equal(t, config.Quantity("30m"), other.Sync.ToHost.Pods.RewriteHosts.InitContainer.Resources.Limits["cpu"])
}

func TestSelectorOfAClass(t *testing.T) {
	t.Parallel()
	c := parse(t, `
sync:
  fromHost:
    runtimeClasses:
      enabled: true
      selector:
        matchLabels:
          environment: development
        matchExpressions:
          - key: kubernetes.io/runtime.class
            operator: In
            values: [gvisor, youki]
`)
	require.True(t, c.Enabled("sync.fromHost.runtimeClasses"))
	require.Equal(t, &metav1.LabelSelector{
		MatchLabels: map[string]string{"environment": "development"},
		MatchExpressions: []metav1.LabelSelectorRequirement{
			{Key: "kubernetes.io/runtime.class", Operator: metav1.LabelSelectorOpIn, Values: []string{"gvisor", "youki"}},
		},
	}, c.Selector("sync.fromHost.runtimeClasses"))
	for _, empty := range []string{"{}", "{matchLabels: {}}", "{matchLabels: {}, matchExpressions: []}"} {
		c := parse(t, "sync: {fromHost: {runtimeClasses: {enabled: true, selector: "+empty+"}}}")
		require.Nil(t, c.Selector("sync.fromHost.runtimeClasses"), "RTC-17: %s", empty)
	}
}

func TestWhereTheUserWroteAKey(t *testing.T) {
	t.Parallel()
	c := parse(t, "sync:\n  toHost:\n    pods:\n      enforceTolerations:\n      - a\n      translateImage: {\"x/y\": z}\n")
	require.Equal(t, config.Position{File: "vcluster.yaml", Line: 3, Column: 5}, c.Where("sync.toHost.pods"))
	require.Equal(t, "vcluster.yaml:5:9", c.Where("sync.toHost.pods.enforceTolerations[0]").String())
	require.Equal(t, "vcluster.yaml:6:24", c.Where("sync.toHost.pods.translateImage['x/y']").String())
	require.Zero(t, c.Where("sync.toHost.pods.enabled"))
	require.Equal(t, "default", c.Where("sync.toHost.pods.enabled").String())
}

func TestTolerations(t *testing.T) {
	t.Parallel()
	c := parse(t, "sync: {toHost: {pods: {enforceTolerations: ['*', key, key=value, 'key:NoExecute', 'key=value:NoSchedule', 'key=:NoSchedule']}}}")
	require.Equal(t, []config.Toleration{
		{Operator: "Exists"},
		{Key: "key"},
		{Key: "key", Value: "value"},
		{Key: "key", Operator: "Exists", Effect: "NoExecute"},
		{Key: "key", Operator: "Equal", Value: "value", Effect: "NoSchedule"},
		{Key: "key", Operator: "Equal", Effect: "NoSchedule"},
	}, c.Sync.ToHost.Pods.EnforceTolerations)
	for _, spec := range []string{"*", "key", "key=value", "key:NoExecute", "key=value:NoSchedule", "key=:NoSchedule"} {
		var toleration config.Toleration
		require.NoError(t, toleration.UnmarshalText([]byte(spec)))
		require.Equal(t, spec, toleration.String())
	}
}

func TestImageOfTheInitContainer(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]config.Image{
		"library/alpine:3.20":           {Repository: "library/alpine", Tag: "3.20"},
		"alpine":                        {Repository: "alpine"},
		"localhost/a":                   {Registry: "localhost", Repository: "a"},
		"my.org:5000/a/b":               {Registry: "my.org:5000", Repository: "a/b"},
		"my.org:5000/a/b:1":             {Registry: "my.org:5000", Repository: "a/b", Tag: "1"},
		"my.org/a@sha256:0123":          {Registry: "my.org", Repository: "a@sha256:0123"},
		"{tag: '3.21'}":                 {Registry: "mirror.gcr.io", Repository: "library/alpine", Tag: "3.21"},
		"{registry: '', repository: a}": {Repository: "a", Tag: "3.20"},
	} {
		c := parse(t, "sync: {toHost: {pods: {rewriteHosts: {initContainer: {image: "+text+"}}}}}")
		got := c.Sync.ToHost.Pods.RewriteHosts.InitContainer.Image
		require.Equal(t, want, got, text)
	}
}

func TestOtherSectionsAreKept(t *testing.T) {
	t.Parallel()
	c := parse(t, "plugins: {a: [1, 2.5, true, null, x]}\ncontrolPlane: {ingress: {host: i}}\npro: true")
	require.Equal(t, map[string]any{"a": []any{1, 2.5, true, nil, "x"}}, c.Rest["plugins"])
	require.Equal(t, true, c.Rest["pro"])
	require.Equal(t, map[string]any{"host": "i"}, c.ControlPlane.Rest["ingress"])
}

func TestUnknownKeysOfProgrammersPanic(t *testing.T) {
	t.Parallel()
	c := config.Default()
	for _, ask := range []func(){
		func() { c.Enabled("sync.toHost.nothing") },
		func() { c.Enabled("sync.toHost") },
		func() { c.All("sync.toHost.pods") },
		func() { c.Selector("sync.fromHost.nothing") },
	} {
		require.Panics(t, ask)
	}
}

func TestCompat(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]config.Compat{"": config.Documented, "documented": config.Documented, "vcluster": config.VCluster} {
		got, err := config.ParseCompat(text)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	_, err := config.ParseCompat("k3k")
	require.EqualError(t, err, `unknown compat "k3k": it must be documented or vcluster`)
}
