package rbac_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/rbac"
	"github.com/syncspec/syncspec/engine/recipe"
)

func env(t *testing.T, text string) recipe.Env {
	t.Helper()
	c, found := config.Parse("vcluster.yaml", []byte(text))
	require.NoError(t, found.Err())
	return recipe.Env{Scheme: naming.Scheme{Name: "vc", Namespace: "own"}, Config: c}
}

func TestNothingOfTheHostIsWrittenOutsideTheNamespaceByDefault(t *testing.T) {
	t.Parallel()
	for _, r := range rbac.Rights(env(t, "")) {
		if r.Side == object.Host {
			require.Equal(t, "own", r.Namespace, "%v", r)
		}
	}
}

func TestEachRightIsThereOnce(t *testing.T) {
	t.Parallel()
	rights := rbac.Rights(env(t, "sync: {fromHost: {runtimeClasses: {enabled: true}}}"))
	seen := map[rbac.Right]bool{}
	for _, r := range rights {
		r.For = ""
		require.False(t, seen[r], "%v", r)
		seen[r] = true
	}
}

func TestWhatIsMirroredIsOnlyReadOnTheHost(t *testing.T) {
	t.Parallel()
	for _, r := range rbac.Rights(env(t, "sync: {fromHost: {runtimeClasses: {enabled: true}, ingressClasses: {enabled: true}, priorityClasses: {enabled: true}}}")) {
		if r.Side == object.Host && r.Namespace == "" {
			require.Contains(t, []string{"get", "list", "watch"}, r.Verb, "%v", r)
		}
	}
}

// RBAC-04.
func TestTheNameOfAClusterRoleFits(t *testing.T) {
	t.Parallel()
	long := env(t, "")
	require.Equal(t, "vc-vc-v-own", rbac.ClusterName(long))
	long.Scheme.Namespace = strings.Repeat("n", 54) + "--more"
	name := rbac.ClusterName(long)
	require.Equal(t, "vc-vc-v-"+strings.Repeat("n", 54), name)
	require.Less(t, len(name), 64)
}

func TestARoleFollowsItsSwitch(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"":                                     {"Role", "RoleBinding"},
		"rbac: {role: {enabled: false}}":       nil,
		"rbac: {clusterRole: {enabled: true}}": {"Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"},
		"{rbac: {clusterRole: {enabled: false}}, sync: {fromHost: {runtimeClasses: {enabled: true}}}}": {"Role", "RoleBinding"},
		"sync: {fromHost: {runtimeClasses: {enabled: true}}}":                                          {"Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"},
	} {
		var kinds []string
		for _, o := range rbac.Roles(env(t, text), object.Host) {
			kinds = append(kinds, o.GetKind())
		}
		require.Equal(t, want, kinds, text)
	}
}
