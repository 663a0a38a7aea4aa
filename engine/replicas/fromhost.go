package replicas

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// FromHost keeps the services that are replicated from the host. It runs without
// any, too: one that is taken out of the configuration goes (REP-08).
func FromHost(env recipe.Env) plan.Controller {
	all := fromHost(env)
	c := plan.Controller{Recipe: &kinds.ReplicaFromHost, Labels: naming.ControlledBy + "=" + controller, Plan: planFromHost}
	c.Asks = []recipe.Ask{{Side: object.Virtual, Verb: "delete"}}
	if len(all) == 0 {
		return c
	}
	for _, ask := range []recipe.Ask{
		{Verb: "create"}, {Verb: "patch"}, {Verb: "create", Resource: "endpoints"}, {Verb: "patch", Resource: "endpoints"}, {Verb: "create", Resource: "namespaces"},
	} {
		ask.Side = object.Virtual
		c.Asks = append(c.Asks, ask)
	}
	c.Sources = append(c.Sources,
		plan.Source{Side: object.Virtual, Recipe: &kinds.Service, Names: func(o *unstructured.Unstructured) []string {
			return []string{object.Key{Namespace: o.GetNamespace(), Name: o.GetName()}.String()}
		}},
		plan.Source{Side: object.Virtual, Recipe: &kinds.Endpoints})
	for _, m := range all {
		for _, r := range []*recipe.Recipe{&kinds.ReplicatedService, &kinds.ReplicatedEndpoints} {
			c.Sources = append(c.Sources, plan.Source{
				Side: object.Host, Recipe: r, Namespace: m.from.Namespace, Name: m.from.Name, Names: targets(all),
			})
		}
	}
	return c
}

func fromHost(env recipe.Env) []mapping {
	return mappings(env.Config.Networking.ReplicateServices.FromHost, env.Scheme.Namespace)
}

func planFromHost(in plan.Input) plan.Plan {
	from, configured := replicated(fromHost(in.Env), in.Key)
	switch {
	case !configured && in.Virtual == nil:
		return plan.Plan{Verdict: "no replica"}
	case in.Virtual != nil && in.Virtual.GetDeletionTimestamp() != nil:
		return in.Hold("it is being deleted")
	case !configured && object.Annotation(in.Virtual, naming.ObjectHostName) == "":
		return in.Rest("nobody's replica")
	case !configured:
		return remove(in, object.Virtual, in.Virtual, "it is not replicated any more")
	}
	source := in.View.Get(object.Host, &kinds.ReplicatedService, from)
	switch other := in.View.Get(object.Virtual, &kinds.Service, in.Key); {
	case other != nil && !isReplica(other):
		return plan.Plan{Verdict: "somebody else's service"} // REP-07
	case source == nil && in.Virtual == nil:
		return plan.Plan{Verdict: "the host has no such service"}
	case source == nil:
		return remove(in, object.Virtual, in.Virtual, "the host's service was deleted") // REP-06
	}
	why := plan.Reason{Rule: "the host's service is replicated", Behaviour: "REP-01"}
	wanted := outside(in, source)
	if in.Virtual == nil {
		p := in.Appearance(wanted, why)
		p.Actions = append(p.Actions, endpoints(in, source)...)
		return p
	}
	return done(in, append(in.Changes(object.Virtual, in.Virtual, wanted, why, false), endpoints(in, source)...))
}

// outside is the virtual service: a name for what endpoints say.
func outside(in plan.Input, source *unstructured.Unstructured) *unstructured.Unstructured {
	wanted := replica("Service", in.Virtual, in.Key)
	object.SetAnnotation(wanted, naming.ObjectHostName, source.GetName())
	object.SetAnnotation(wanted, naming.ObjectHostNamespace, source.GetNamespace())
	spec := specOf(wanted)
	if in.Virtual == nil {
		spec["clusterIP"] = "None"
	}
	put(spec, "ports", ports(source))
	return wanted
}

// endpoints are the address of the host's service, or what it is made of where it
// has none (REP-02).
func endpoints(in plan.Input, source *unstructured.Unstructured) []plan.Action {
	of, why := in.As(&kinds.Endpoints), plan.Reason{Rule: "the host's service is where it is", Behaviour: "REP-02"}
	present := in.View.Get(object.Virtual, &kinds.Endpoints, in.Key)
	wanted := replica("Endpoints", present, in.Key)
	put(wanted.Object, "subsets", subsets(in, source))
	if present == nil {
		return []plan.Action{of.Creation(object.Virtual, wanted, why)}
	}
	return of.Changes(object.Virtual, present, wanted, why, false)
}

func subsets(in plan.Input, source *unstructured.Unstructured) []any {
	if headless(source) {
		found := in.View.Get(object.Host, &kinds.ReplicatedEndpoints, object.Key{Namespace: source.GetNamespace(), Name: source.GetName()})
		if found == nil {
			return nil
		}
		given, _, _ := unstructured.NestedSlice(found.Object, "subsets")
		copied, _ := runtime.DeepCopyJSONValue(given).([]any)
		for _, subset := range copied {
			nameless(subset, "addresses")
			nameless(subset, "notReadyAddresses")
		}
		return copied
	}
	if clusterIP(source) == "" {
		return nil
	}
	var all []any
	for _, port := range ports(source) {
		given, _ := port.(map[string]any)
		made := map[string]any{"port": given["port"], "protocol": given["protocol"]}
		if given["name"] != nil {
			made["name"] = given["name"]
		}
		all = append(all, made)
	}
	return []any{map[string]any{"addresses": []any{map[string]any{"ip": clusterIP(source)}}, "ports": all}}
}

// nameless leaves out which pod and which node of the host an address is.
func nameless(subset any, field string) {
	fields, _ := subset.(map[string]any)
	addresses, _ := fields[field].([]any)
	for _, address := range addresses {
		if known, is := address.(map[string]any); is {
			delete(known, "targetRef")
			delete(known, "nodeName")
		}
	}
}

func remove(in plan.Input, side object.Side, o *unstructured.Unstructured, cause string) plan.Plan {
	return plan.Plan{Verdict: cause, Actions: []plan.Action{in.Deletion(side, o, cause)}}
}

func done(in plan.Input, actions []plan.Action) plan.Plan {
	if len(actions) == 0 {
		return in.Rest("in step")
	}
	return plan.Plan{Verdict: "brought into step", Actions: actions}
}
