package naming_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/naming"
)

func TestHostNames(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ name, namespace, cluster, want string }{
		"NAME-01: the three parts are joined":                      {"nginx", "default", "vcluster", "nginx-x-default-x-vcluster"},
		"NAME-05: 69 bytes are shortened, with the double dash":    {"very-long-pod-name-that-definitely-exceeds-63-chars", "default", "my-vc", "very-long-pod-name-that-definitely-exceeds-63-chars--125f8da0fa"},
		"NAME-05: 66 bytes are shortened":                          {as(45), "default", "vcluster", as(45) + "-x-defa-2ac42aaa86"},
		"NAME-05: 65 bytes are shortened":                          {as(44), "default", "vcluster", as(44) + "-x-defau-cd801b6854"},
		"NAME-05: 64 bytes are shortened":                          {as(43), "default", "vcluster", as(43) + "-x-defaul-e96a2736fc"},
		"NAME-04: 63 bytes are used as they are":                   {as(42), "default", "vcluster", as(42) + "-x-default-x-vcluster"},
		"NAME-04: dots stay in what is short":                      {"a.b", "default", "vcluster", "a.b-x-default-x-vcluster"},
		"NAME-04: a dot before a dash stays in what is short":      {"a.", "default", "vcluster", "a.-x-default-x-vcluster"},
		"NAME-06: a dot where it is cut goes with the dash":        {as(51) + ".bcdefghijklmnop", "default", "vcluster", as(51) + "-437f79445f"},
		"NAME-08: an empty name stays empty":                       {"", "default", "vcluster", ""},
		"NAME-15: the root certificates' map is like any other":    {"kube-root-ca.crt", "default", "vcluster", "kube-root-ca.crt-x-default-x-vcluster"},
		"NAME-22: two pairs may join to the same text (first)":     {"a-x-b", "c", "vcluster", "a-x-b-x-c-x-vcluster"},
		"NAME-22: two pairs may join to the same text (second)":    {"a", "b-x-c", "vcluster", "a-x-b-x-c-x-vcluster"},
		"NAME-17: another virtual cluster has another name for it": {"nginx", "default", "other", "nginx-x-default-x-other"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := naming.Scheme{Name: c.cluster, Namespace: "host-namespace"}.Host(c.namespace, c.name)
			require.Equal(t, c.want, got)
			require.LessOrEqual(t, len(got), 63)
		})
	}
}

func TestShortNames(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ name, namespace, cluster, want string }{
		"NAME-11: nginx":               {"nginx", "default", "vcluster", "v1curhi49jlk2e"},
		"NAME-11: my-app":              {"my-app", "team-a", "my-vcluster", "v2gijuh0ki3joz"},
		"NAME-08: an empty name stays": {"", "default", "vcluster", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, naming.Scheme{Name: c.cluster}.Short(c.namespace, c.name))
		})
	}
}

func TestHostNamesOfClusterScopedObjects(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ name, namespace, cluster, want string }{
		"NAME-09: the namespace is part of it": {"high-priority", "test", "vcluster", "vcluster-high-priority-x-test-x-vcluster"},
		"NAME-08: an empty name stays empty":   {"", "test", "vcluster", ""},
		"NAME-09: it is shortened like others": {as(45), "test", "vcluster", "vcluster-" + as(43) + "-9f3052b854"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, naming.Scheme{Name: c.cluster, Namespace: c.namespace}.HostCluster(c.name))
		})
	}
}

func as(n int) string { return strings.Repeat("a", n) }
