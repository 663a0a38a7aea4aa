package events

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Controller brings the events of the virtual cluster's host namespace to the
// originals of what they are about. Events are planned under their host names.
func Controller(env recipe.Env) plan.Controller {
	return plan.Controller{
		Recipe: &kinds.Event, Plan: Plan,
		Sources: []plan.Source{{Side: object.Host, Recipe: &kinds.Event, Namespace: env.Scheme.Namespace}},
		Asks:    []recipe.Ask{{Side: object.Virtual, Verb: "create"}, {Side: object.Virtual, Verb: "patch"}},
	}
}

// Plan decides what one host event needs. One that is gone leaves the virtual
// event to its own expiry (EV-10).
func Plan(in plan.Input) plan.Plan {
	if in.Host == nil {
		return in.Rest("no event of the host")
	}
	s, nobody := about(in)
	switch {
	case nobody == "":
		return bring(in, s)
	case in.Host.GetAnnotations()[naming.ForceSync] == "true":
		return force(in)
	}
	return plan.Plan{Verdict: nobody}
}

// bring makes or changes the virtual event.
func bring(in plan.Input, s subject) plan.Plan {
	name := in.Host.GetName()
	if rest, is := strings.CutPrefix(name, s.copied.GetName()); is {
		name = s.virtual.GetName() + rest // EV-06
	}
	present := in.View.Get(object.Virtual, &kinds.Event, object.Key{Namespace: s.virtual.GetNamespace(), Name: name})
	if present != nil && !sameObject(present, s.virtual) {
		return plan.Plan{Verdict: "another event has its name"}
	}
	wanted := event(in, present, s.virtual.GetNamespace(), name)
	if message, has := in.Host.Object["message"].(string); has {
		wanted.Object["message"] = spell(in, s, message)
	}
	if present != nil {
		wanted.Object["involvedObject"] = present.Object["involvedObject"]
	}
	if present == nil || len(object.Changed(present.Object, wanted.Object)) > 0 {
		wanted.Object["involvedObject"] = involved(in.Host, s.virtual)
	}
	return write(in, present, wanted, plan.Reason{Rule: "an event about a copy is one about its original", Behaviour: "EV-05"})
}

// force is what the tenant is to see though it is about nothing of theirs (EV-13).
func force(in plan.Input) plan.Plan {
	const namespace = "default"
	present := in.View.Get(object.Virtual, &kinds.Event, object.Key{Namespace: namespace, Name: in.Host.GetName()})
	wanted := event(in, present, namespace, in.Host.GetName())
	wanted.Object["involvedObject"] = map[string]any{"namespace": namespace}
	return write(in, present, wanted, plan.Reason{Rule: "force-sync shows it", Behaviour: "EV-13"})
}

// event is the virtual event but for what it is about: all fields are the host's,
// labels and annotations only at first (EV-08).
func event(in plan.Input, present *unstructured.Unstructured, namespace, name string) *unstructured.Unstructured {
	wanted := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Event"}}
	if present == nil {
		wanted.SetNamespace(namespace)
		wanted.SetName(name)
		wanted.SetLabels(in.Host.GetLabels())
		annotations := in.Host.GetAnnotations()
		delete(annotations, naming.ForceSync)
		wanted.SetAnnotations(annotations)
	} else {
		wanted.Object["metadata"] = runtime.DeepCopyJSONValue(present.Object["metadata"])
	}
	for field, value := range in.Host.Object {
		switch field {
		case "apiVersion", "kind", "metadata", "involvedObject", "related": // related names another host object
		default:
			wanted.Object[field] = runtime.DeepCopyJSONValue(value)
		}
	}
	return wanted
}

// involved names the original as it is while the host tells something new of it:
// what becomes of it later changes no event of the past.
func involved(host, virtual *unstructured.Unstructured) map[string]any {
	ref, _, _ := unstructured.NestedMap(host.Object, "involvedObject")
	ref["namespace"], ref["name"] = virtual.GetNamespace(), virtual.GetName()
	ref["uid"], ref["resourceVersion"] = string(virtual.GetUID()), virtual.GetResourceVersion()
	return ref
}

// sameObject reports whether an event is about an object of this kind and name.
func sameObject(event, virtual *unstructured.Unstructured) bool {
	ref, _, _ := unstructured.NestedStringMap(event.Object, "involvedObject")
	return ref["kind"] == virtual.GetKind() && ref["name"] == virtual.GetName()
}

// spell gives a message virtual names: of the object itself (EV-07), and of others
// of its virtual namespace, which real vCluster leaves.
func spell(in plan.Input, s subject, message string) string {
	key := object.Key{Namespace: s.virtual.GetNamespace(), Name: s.virtual.GetName()}
	message = strings.ReplaceAll(message, in.Scheme.Namespace+"/"+s.copied.GetName(), key.String())
	message = strings.ReplaceAll(message, s.copied.GetName(), key.Name)
	if in.Compat == config.VCluster {
		return message
	}
	return plan.Sanitise(in.Scheme, s.recipe, key, message)
}

func write(in plan.Input, present, wanted *unstructured.Unstructured, why plan.Reason) plan.Plan {
	if present == nil {
		return plan.Plan{Verdict: "new on the host", Actions: []plan.Action{in.Creation(object.Virtual, wanted, why)}}
	}
	actions := in.Changes(object.Virtual, present, wanted, why, false)
	if len(actions) == 0 {
		return in.Rest("in step")
	}
	return plan.Plan{Verdict: "brought into step", Actions: actions}
}
