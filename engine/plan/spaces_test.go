package plan_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// space is the input for namespace team-a, whose own host namespace is shop.
func space(t *testing.T, virtual, host bool) plan.Input {
	t.Helper()
	parsed, found := config.Parse("vcluster.yaml", []byte("sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}"))
	require.NoError(t, found.Err())
	in := plan.Input{
		Env: recipe.Env{
			Scheme: naming.Scheme{Name: "vcluster", Namespace: "vcluster", Spaces: naming.NewSpaces(parsed.Mappings("sync.toHost.namespaces"), "vcluster")},
			Config: parsed, Spaces: &kinds.Space,
		},
		Recipe: &kinds.Space, Key: object.Key{Name: "team-a"}, View: newView(t, recipe.Env{}, nil),
	}
	named := func(name string) *unstructured.Unstructured {
		return &unstructured.Unstructured{Object: map[string]any{
			"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": name, "uid": name},
		}}
	}
	if virtual {
		in.Virtual = named("team-a")
	}
	if host {
		in.Host = named("shop")
		in.Scheme.Stamp(in.Host, named("team-a"))
	}
	return in
}

func verbs(p plan.Plan) []string {
	var all []string
	for _, a := range p.Actions {
		all = append(all, string(a.Verb)+" "+string(a.Side)+" "+a.Recipe.Kind+" "+a.Key.String())
	}
	return all
}

func TestAHostNamespaceComesAndGoesWithItsOriginal(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"create host Namespace shop", "create host ServiceAccount shop/vc-workload-vcluster"},
		verbs(plan.For(space(t, true, false))), "NS-04, NS-14")
	require.Equal(t, []string{"delete host Namespace shop"}, verbs(plan.For(space(t, false, true))), "one that was made is deleted")
	lost := space(t, true, false)
	lost.HostDeleted = true
	require.Equal(t, []string{"delete virtual Namespace team-a"}, verbs(plan.For(lost)), "NS-12")
}

func TestAHostNamespaceThatWasThereBeforeIsNeverTouched(t *testing.T) {
	t.Parallel()
	foreign := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": "shop"}}}
	alone := space(t, false, false)
	alone.Taken = foreign
	require.Equal(t, []string{"create virtual Namespace team-a"}, verbs(plan.For(alone)), "it is shown")
	both := space(t, true, false)
	both.Taken = foreign
	require.Empty(t, verbs(plan.For(both)), "NS-11: there is no copy to delete")
	other := space(t, true, false)
	other.Key.Name = "team-b"
	other.Virtual.SetName("team-b")
	require.Empty(t, verbs(plan.For(other)), "NS-08: a namespace without one of its own")
}

func TestWhatIsInAMappedNamespaceWaitsForItsHostNamespace(t *testing.T) {
	t.Parallel()
	in := space(t, false, false)
	in.Recipe, in.Key = &kinds.ServiceAccount, object.Key{Namespace: "team-a", Name: "robot"}
	in.Virtual = &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "ServiceAccount", "metadata": map[string]any{"namespace": "team-a", "name": "robot", "uid": "1"},
	}}
	todo := plan.For(in)
	require.Empty(t, todo.Actions)
	require.Equal(t, "waiting for its host namespace", todo.Verdict)
}
