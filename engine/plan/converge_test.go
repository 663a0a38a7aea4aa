package plan_test

import (
	"fmt"
	"math/rand"
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
)

// Whatever people do to both sides between two looks: the plan that follows is
// the last but one, the second is empty, and so is the first after a restart.
func TestPairsComeToRest(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{
		"ingress-in-step-needs-nothing", "config-map-changed-on-both-sides-is-the-virtual-one",
		"secret-used-by-a-host-pod-only-stays", "service-status-comes-back", "service-ports-and-selector-go-down",
		"pod-in-step-needs-nothing", "class-in-step-needs-nothing",
	} {
		for _, compat := range []config.Compat{config.Documented, config.VCluster} {
			t.Run(folder+" "+string(compat), func(t *testing.T) {
				t.Parallel()
				random := rand.New(rand.NewSource(11))
				given := load(t, "testdata/"+folder)
				given.Compat, given.Explain = compat, false
				for i := range 40 {
					in := given
					if i%3 == 0 {
						in.Base = plan.Base{} // after a start
					}
					in.Virtual, in.Host = edited(random, in.Virtual), edited(random, in.Host)
					settle(t, &in, fmt.Sprintf("edit %d", i))
					if compat == config.Documented {
						in.Base = plan.Base{}
						require.Empty(t, plan.For(in).Actions, "edit %d: a restart changes nothing", i)
					}
				}
			})
		}
	}
}

// settle carries out plans until one is empty; two have to do, three where an
// object is made anew.
func settle(t *testing.T, in *plan.Input, what string) {
	t.Helper()
	most := 2
	for round := 0; ; round++ {
		todo := plan.For(*in)
		if len(todo.Actions) == 0 {
			return
		}
		require.Less(t, round, most, "%s: still to do: %s", what, spell(t, todo))
		for _, a := range todo.Actions {
			require.Contains(t, []plan.Verb{plan.Patch, plan.Replace}, a.Verb, "%s: %s", what, spell(t, todo))
			if a.Verb == plan.Replace {
				most = 4
			}
			serve(in, a)
		}
		in.Base = todo.Base
	}
}

// serve is what an API server does with an action.
func serve(in *plan.Input, a plan.Action) {
	side := &in.Virtual
	if a.Side == object.Host {
		side = &in.Host
	}
	if a.Verb == plan.Replace {
		*side = a.Object.DeepCopy()
		(*side).SetUID(types.UID("made-anew"))
		return
	}
	*side = &unstructured.Unstructured{Object: object.Apply((*side).Object, runtime.DeepCopyJSON(a.Patch))}
}

// edited is an object with a few fields changed as people may change them.
func edited(r *rand.Rand, o *unstructured.Unstructured) *unstructured.Unstructured {
	changed := o.DeepCopy()
	for range r.Intn(4) {
		value := []any{"x", "y", "", nil}[r.Intn(4)]
		switch r.Intn(5) {
		case 0, 1:
			edit(changed, value, "metadata", "labels", one(r, "app", "team", "release", "vcluster.loft.sh/label-vcluster-x-a4d451ec23",
				"vcluster.loft.sh/label-vcluster-x-0000000000", "vcluster.loft.sh/ns-label-vcluster-x-0000000000", "vcluster.loft.sh/other",
				"vcluster.loft.sh/managed-by", "vcluster.loft.sh/namespace"))
		case 2, 3:
			edit(changed, value, "metadata", "annotations", one(r, "note", "other", "nginx.ingress.kubernetes.io/auth-secret",
				"alb.ingress.kubernetes.io/actions.a", "alb.ingress.kubernetes.io/actions.a-x-default-x-vcluster", "field.cattle.io/publicEndpoints",
				"vcluster.loft.sh/object-name", "vcluster.loft.sh/object-kind", "vcluster.loft.sh/managed-annotations", "vcluster.loft.sh/labels",
				"vcluster.loft.sh/name", "vcluster.loft.sh/token-abcdefgh", "vcluster.loft.sh/owner-references", "cluster-autoscaler.kubernetes.io/safe-to-evict"))
		default:
			inside(r, changed, value)
		}
	}
	return changed
}

// inside changes what the kind is about.
func inside(r *rand.Rand, o *unstructured.Unstructured, value any) {
	switch o.GetKind() {
	case "ConfigMap", "Secret":
		edit(o, value, "data", one(r, "a", "b", "c"))
	case "Ingress":
		edit(o, value, "spec", one(r, "ingressClassName", "other"))
		edit(o, value, "status", one(r, "loadBalancer", "other"))
	case "Service":
		edit(o, value, "spec", "selector", one(r, "app", "release", "vcluster.loft.sh/managed-by"))
		edit(o, one(r, "ClusterIP", "NodePort", "LoadBalancer"), "spec", "type")
		edit(o, value, "spec", one(r, "externalName", "loadBalancerIP", "sessionAffinity"))
		edit(o, one(r, "10.96.4.4", "10.96.4.5"), "spec", "clusterIP")
		edit(o, map[string]any{"ingress": []any{map[string]any{"ip": "192.0.2.1"}}}, "status", "loadBalancer")
	case "Pod":
		edit(o, int64(r.Intn(3)+1), "spec", "activeDeadlineSeconds")
		edit(o, []any{map[string]any{"type": one(r, "Ready", "Gate"), "status": one(r, "True", "False")}}, "status", "conditions")
		edit(o, one(r, "Pending", "Running"), "status", "phase")
		edit(o, []any{map[string]any{"key": one(r, "a", "b"), "operator": "Exists"}}, "spec", "tolerations")
	case "RuntimeClass":
		edit(o, one(r, "runsc", "runc"), "handler")
		edit(o, value, "overhead", "podFixed", "cpu")
	}
}

func one(r *rand.Rand, values ...string) string { return values[r.Intn(len(values))] }

func edit(o *unstructured.Unstructured, value any, path ...string) {
	if value == nil {
		unstructured.RemoveNestedField(o.Object, path...)
		return
	}
	_ = unstructured.SetNestedField(o.Object, value, path...) // what is in the way stays
}
