package nodes

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

// sight is a view that shows one object and the pods on the node.
type sight struct {
	recipe.View
	service *unstructured.Unstructured
	pods    int
}

func (s sight) Get(_ object.Side, r *recipe.Recipe, _ object.Key) *unstructured.Unstructured {
	if r == &kinds.NodeService {
		return s.service
	}
	return nil
}

func (s sight) Users(*recipe.Recipe, object.Key) []recipe.User {
	var users []recipe.User
	for range s.pods {
		users = append(users, recipe.User{Side: object.Host, Recipe: &kinds.Pod, Object: &unstructured.Unstructured{}})
	}
	return users
}

func input(t *testing.T, settings string, virtual, host *unstructured.Unstructured, see sight) plan.Input {
	t.Helper()
	parsed, found := config.Parse("vcluster.yaml", []byte(settings))
	require.NoError(t, found.Err())
	return plan.Input{
		Env: recipe.Env{
			Scheme: naming.Scheme{Name: "vc", Namespace: "ns"}, Config: parsed,
			Own: recipe.Service{Name: "vc", UID: "u", Selector: map[string]any{"app": "vc"}},
		},
		Recipe: &kinds.Node, Key: object.Key{Name: "w"}, Virtual: virtual, Host: host, View: see,
	}
}

func node(labels map[string]string, taints ...any) *unstructured.Unstructured {
	o := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Node"}}
	o.SetName("w")
	o.SetUID("uid")
	o.SetLabels(labels)
	if len(taints) > 0 {
		o.Object["spec"] = map[string]any{"taints": taints}
	}
	return o
}

func noSchedule(key string) map[string]any { return map[string]any{"key": key, "effect": "NoSchedule"} }

const (
	all   = "sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}}}"
	used  = "sync: {fromHost: {nodes: {enabled: true}}}"
	some  = "sync: {fromHost: {nodes: {enabled: true, selector: {labels: {zone: a}}}}}"
	trust = "sync: {fromHost: {nodes: {enabled: true, syncBackChanges: true, selector: {all: true}}}}"
)

func TestWhichNodesAreShown(t *testing.T) {
	t.Parallel()
	ours := node(map[string]string{naming.ManagedBy: "vc"})
	pretended := node(map[string]string{standsFor: "true"})
	for name, c := range map[string]struct {
		settings      string
		virtual, host *unstructured.Unstructured
		pods          int
		want          string
	}{
		"all nodes are":                                  {all, nil, node(nil), 0, "brought into step"},
		"a node without pods is not":                     {used, nil, node(nil), 0, "no pod is on it"},
		"a node with a pod is":                           {used, nil, node(nil), 1, "brought into step"},
		"a node that the host lost is not":               {all, ours, nil, 1, "the host has no such node"},
		"a node of another zone is not":                  {some, nil, node(map[string]string{"zone": "b"}), 1, "it does not match the selector"},
		"a node of the zone is, without pods":            {some, nil, node(map[string]string{"zone": "a"}), 0, "brought into step"},
		"one that somebody joined is left alone":         {all, node(nil), nil, 0, "somebody else's node"},
		"one that stands for another is made anew":       {all, pretended, node(nil), 0, "it is made anew"},
		"by default one stands for it while a pod is on": {"", nil, nil, 1, "brought into step"},
		"by default none does without pods":              {"", pretended, nil, 0, "no pod is on it"},
		"by default the host's own is made anew":         {"", ours, nil, 1, "it is made anew"},
		"by default one made by hand stays with its pod": {"", node(nil), nil, 1, "somebody else's node"},
		"by default one made by hand goes without pods":  {"", node(nil), nil, 0, "no pod is on it"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := input(t, c.settings, c.virtual, c.host, sight{pods: c.pods})
			require.Equal(t, c.want, Plan(in).Verdict)
			require.Equal(t, Plan(in), Plan(in), "the same question has the same answer")
		})
	}
}

func TestWhoseTaintsAreWhose(t *testing.T) {
	t.Parallel()
	remembers := func(o *unstructured.Unstructured, texts string) *unstructured.Unstructured {
		object.SetAnnotation(o, originalTaints, texts)
		return o
	}
	const a = `["{\"key\":\"a\",\"effect\":\"NoSchedule\"}"]`
	for name, c := range map[string]struct {
		virtual, host *unstructured.Unstructured
		shown, back   []string
	}{
		"the tenant adds one":                      {remembers(node(nil, noSchedule("a"), noSchedule("mine")), a), node(nil, noSchedule("a")), []string{"a", "mine"}, []string{"a", "mine"}},
		"the tenant takes one away":                {remembers(node(nil), a), node(nil, noSchedule("a")), nil, nil},
		"the host adds one":                        {remembers(node(nil, noSchedule("a")), a), node(nil, noSchedule("a"), noSchedule("b")), []string{"a", "b"}, []string{"a", "b"}},
		"the host takes one away":                  {remembers(node(nil, noSchedule("a")), a), node(nil), nil, nil},
		"what API servers put on new nodes is not": {remembers(node(nil, noSchedule(notReady)), ""), node(nil), nil, nil},
		"a host that is not ready stays so":        {remembers(node(nil), ""), node(nil, noSchedule(notReady)), []string{notReady}, []string{notReady}},
		"an annotation that a tenant broke":        {remembers(node(nil, noSchedule("a")), "no list"), node(nil, noSchedule("a")), []string{"a"}, []string{"a"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := input(t, trust, c.virtual, c.host, sight{})
			names := func(o *unstructured.Unstructured) (all []string) {
				for _, t := range taintsOf(o) {
					all = append(all, t.Key)
				}
				return all
			}
			host := back(in)
			require.Equal(t, c.back, names(host), "on the host")
			require.Equal(t, c.shown, names(mirrored(in, host)), "in the virtual cluster")
		})
	}
}

func TestWhatAPodAsksFor(t *testing.T) {
	t.Parallel()
	asks := func(amount string) map[string]any {
		return map[string]any{"resources": map[string]any{"requests": map[string]any{"cpu": amount}}}
	}
	sidecar := asks("100m")
	sidecar["restartPolicy"] = "Always"
	for name, c := range map[string]struct {
		spec map[string]any
		want string
	}{
		"nothing":                            {map[string]any{}, "0"},
		"its containers together":            {map[string]any{"containers": []any{asks("1"), asks("500m")}}, "1500m"},
		"its largest init container":         {map[string]any{"containers": []any{asks("1")}, "initContainers": []any{asks("2"), asks("3")}}, "3"},
		"its sidecars beside its containers": {map[string]any{"containers": []any{asks("1")}, "initContainers": []any{sidecar}}, "1100m"},
		"its overhead on top":                {map[string]any{"containers": []any{asks("1")}, "overhead": map[string]any{"cpu": "250m"}}, "1250m"},
		"what is no amount counts nothing":   {map[string]any{"containers": []any{asks("many")}}, "0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pod := &unstructured.Unstructured{Object: map[string]any{"spec": c.spec}}
			onlyRequests(pod)
			onlyRequests(pod) // a cache may do it twice
			trimmed, _ := pod.Object["spec"].(map[string]any)
			got := requested(trimmed, "cpu")
			require.Equal(t, c.want, got.String())
		})
	}
}

func TestTheServiceOfAnotherNodeIsNotTaken(t *testing.T) {
	t.Parallel()
	service := &unstructured.Unstructured{Object: map[string]any{"spec": map[string]any{"clusterIP": "10.0.0.9"}}}
	service.SetLabels(map[string]string{nodeLabel: "other"})
	in := input(t, all, nil, node(nil), sight{service: service})
	require.Empty(t, serviceIP(in), "dots become dashes, so two nodes may want one name")
}

func TestIdentifiersTellNothingAndStay(t *testing.T) {
	t.Parallel()
	in := input(t, "", nil, nil, sight{})
	require.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`, identifier(in, "boot"))
	require.Equal(t, identifier(in, "boot"), identifier(in, "boot"))
	require.NotEqual(t, identifier(in, "boot"), identifier(in, "machine"))
}
