package replicas

import (
	"maps"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// ToHost keeps the services that are replicated to the host. One that is taken out
// of the configuration stays there (REP-08).
func ToHost(env recipe.Env) plan.Controller {
	all := toHost(env)
	return plan.Controller{
		Recipe: &kinds.ReplicaToHost, Labels: naming.ControlledBy + "=" + controller, Plan: planToHost,
		Asks: []recipe.Ask{
			{Side: object.Host, Verb: "create", Resource: "services"}, {Side: object.Host, Verb: "patch", Resource: "services"},
			{Side: object.Host, Verb: "delete", Resource: "services"},
		},
		Sources: []plan.Source{
			{Side: object.Virtual, Recipe: &kinds.Service, Names: targets(all)},
			{Side: object.Host, Recipe: &kinds.ReplicaToHost, Namespace: env.Scheme.Namespace, Labels: naming.ControlledBy + "=" + controller},
		},
	}
}

func toHost(env recipe.Env) []mapping {
	return mappings(env.Config.Networking.ReplicateServices.ToHost, env.Scheme.Namespace)
}

func planToHost(in plan.Input) plan.Plan {
	from, configured := replicated(toHost(in.Env), in.Key)
	switch {
	case !configured || in.Key.Namespace != in.Scheme.Namespace:
		return in.Rest("no replica")
	case in.Host != nil && !isReplica(in.Host):
		return in.Rest("somebody else's service") // REP-07
	case in.Host != nil && in.Host.GetDeletionTimestamp() != nil:
		return in.Hold("it is being deleted")
	}
	source := in.View.Get(object.Virtual, &kinds.Service, from)
	switch {
	case source == nil && in.Host == nil:
		return plan.Plan{Verdict: "there is no such service"}
	case source == nil:
		return remove(in, object.Host, in.Host, "the virtual service was deleted") // REP-06
	case in.Host != nil && headless(in.Host) != headless(source):
		return remove(in, object.Host, in.Host, "whether a service has an address cannot be changed")
	}
	why := plan.Reason{Rule: "the virtual service is replicated", Behaviour: "REP-05"}
	wanted := inside(in, source, from.Namespace)
	if in.Host == nil {
		return plan.Plan{Verdict: "new in the virtual cluster", Actions: []plan.Action{in.Creation(object.Host, in.Owned(wanted), why)}}
	}
	return done(in, in.Changes(object.Host, in.Host, wanted, why, false))
}

// inside is the host's service for the host pods of a virtual one.
func inside(in plan.Input, source *unstructured.Unstructured, namespace string) *unstructured.Unstructured {
	wanted := replica("Service", in.Host, in.Key)
	spec := specOf(wanted)
	if in.Host == nil && headless(source) {
		spec["clusterIP"] = "None"
	}
	put(spec, "ports", ports(source))
	delete(spec, "selector")
	selector, _, _ := unstructured.NestedMap(source.Object, "spec", "selector")
	if len(selector) > 0 {
		spec["selector"] = maps.Clone(in.Scheme.In(namespace).HostSelector(selector, namespace))
	}
	return wanted
}
