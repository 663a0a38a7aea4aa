package recipe_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/recipe"
)

const both = "{matchLabels: {team: web}, matchExpressions: [{key: tier, operator: Exists}]}"

func TestSelectorsSelectByLabels(t *testing.T) {
	t.Parallel()
	development := map[string]string{"environment": "development"}
	production := map[string]string{"environment": "production"}
	for name, c := range map[string]struct {
		selector string
		labels   map[string]string
		compat   config.Compat
		want     bool
	}{
		"no selector selects everything":             {"{}", nil, "", true},
		"a label that matches":                       {"{matchLabels: {environment: development}}", development, "", true},
		"a label of another value":                   {"{matchLabels: {environment: development}}", production, "", false},
		"a label that is missing":                    {"{matchLabels: {environment: development}}", nil, "", false},
		"one label of two":                           {"{matchLabels: {environment: development, team: web}}", development, "", false},
		"In, one of the values":                      {"{matchExpressions: [{key: environment, operator: In, values: [test, development]}]}", development, "", true},
		"In, none of the values":                     {"{matchExpressions: [{key: environment, operator: In, values: [test, development]}]}", production, "", false},
		"In, without the key":                        {"{matchExpressions: [{key: environment, operator: In, values: [test]}]}", nil, "", false},
		"NotIn, another value":                       {"{matchExpressions: [{key: environment, operator: NotIn, values: [production]}]}", development, "", true},
		"NotIn, one of the values":                   {"{matchExpressions: [{key: environment, operator: NotIn, values: [production]}]}", production, "", false},
		"RTC-12: NotIn needs the key":                {"{matchExpressions: [{key: environment, operator: NotIn, values: [production]}]}", nil, config.Documented, false},
		"RTC-12: but not in real vCluster":           {"{matchExpressions: [{key: environment, operator: NotIn, values: [production]}]}", nil, config.VCluster, true},
		"Exists, with the key":                       {"{matchExpressions: [{key: environment, operator: Exists}]}", production, "", true},
		"Exists, without the key":                    {"{matchExpressions: [{key: environment, operator: Exists}]}", nil, "", false},
		"DoesNotExist, without the key":              {"{matchExpressions: [{key: environment, operator: DoesNotExist}]}", nil, "", true},
		"DoesNotExist, with the key":                 {"{matchExpressions: [{key: environment, operator: DoesNotExist}]}", production, "", false},
		"labels and expressions, both hold":          {both, map[string]string{"team": "web", "tier": "front"}, "", true},
		"labels and expressions, only the labels":    {both, map[string]string{"team": "web"}, "", false},
		"labels and expressions, only an expression": {both, map[string]string{"tier": "front"}, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			parsed, found := config.Parse("vcluster.yaml", []byte("sync: {fromHost: {runtimeClasses: {enabled: true, selector: "+c.selector+"}}}"))
			require.NoError(t, found.Err())
			env := recipe.Env{Config: parsed, Compat: c.compat}
			require.Equal(t, c.want, env.Setting(&kinds.RuntimeClass).Selector.Matches(c.labels))
			require.Equal(t, c.want, env.With(kinds.All()).Setting(&kinds.RuntimeClass).Selector.Matches(c.labels), "read beforehand")
		})
	}
}

func TestSettingsAreWhatTheConfigurationSays(t *testing.T) {
	t.Parallel()
	parsed, found := config.Parse("vcluster.yaml", []byte("sync: {toHost: {secrets: {all: true}, services: {enabled: false}}}"))
	require.NoError(t, found.Err())
	env := recipe.Env{Config: parsed}.With(kinds.All())
	require.Equal(t, recipe.Setting{Enabled: true, All: true}, env.Setting(&kinds.Secret))
	require.Equal(t, recipe.Setting{Enabled: true}, env.Setting(&kinds.ConfigMap))
	require.Equal(t, recipe.Setting{}, env.Setting(&kinds.Service))
	require.Equal(t, recipe.Setting{}, env.Setting(&kinds.Namespace), "what is only watched has no switch")
}

func TestAChangeMakesWhatIsMissing(t *testing.T) {
	t.Parallel()
	c := &recipe.Change{Host: &unstructured.Unstructured{Object: map[string]any{}}}
	c.Annotate("a", "1")
	c.Annotate("b", "2")
	c.Label("c", "3")
	c.Spec()["d"] = "4"
	require.Equal(t, map[string]any{
		"metadata": map[string]any{
			"annotations": map[string]any{"a": "1", "b": "2"}, "labels": map[string]any{"c": "3"},
		},
		"spec": map[string]any{"d": "4"},
	}, c.Host.Object)
}

func TestAnnotationsTravelBothWaysUnlessAKindSaysElse(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		recipe *recipe.Recipe
		key    string
		want   recipe.Travel
	}{
		"of a kind without rules":               {&kinds.ConfigMap, "note", recipe.BothWays},
		"of an ingress":                         {&kinds.Ingress, "note", recipe.BothWays},
		"ING-15: that names a secret":           {&kinds.Ingress, "nginx.ingress.kubernetes.io/auth-secret", recipe.HostOnly},
		"ING-15: that names an action":          {&kinds.Ingress, "alb.ingress.kubernetes.io/actions.forward", recipe.HostOnly},
		"ING-16: that is Rancher's":             {&kinds.Ingress, "field.cattle.io/publicEndpoints", recipe.Never},
		"SVC-17: that is Rancher's":             {&kinds.Service, "field.cattle.io/publicEndpoints", recipe.Never},
		"POD-16: that holds the virtual labels": {&kinds.Pod, "vcluster.loft.sh/labels", recipe.HostOnly},
		"POD-16: that holds the virtual name":   {&kinds.Pod, "vcluster.loft.sh/name", recipe.Once},
		"POD-16: that holds a token":            {&kinds.Pod, "vcluster.loft.sh/token-abcdefgh", recipe.Once},
		"of a pod":                              {&kinds.Pod, "note", recipe.BothWays},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, c.recipe.Travels(c.key))
		})
	}
}
