package nodes

import (
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Controller keeps the nodes of a virtual cluster: those of the host where the
// configuration says so, else one that stands for each node a pod is on.
func Controller(env recipe.Env) plan.Controller {
	c := plan.Controller{Recipe: &kinds.Node, Mirrors: shows(env), Asks: asks(env), Plan: Plan}
	if env.Config.Sync.FromHost.Nodes.ClearImageStatus {
		c.Trim = clearImages
	}
	c.Sources = append(c.Sources, plan.Source{
		Side: object.Host, Recipe: &kinds.NodeService, Names: nodeOfService,
		Namespace: env.Scheme.Namespace, Labels: belongsTo + "=" + env.Scheme.Name + "," + nodeLabel,
	})
	if len(env.Own.Selector) == 0 {
		c.Sources = append(c.Sources, plan.Source{Side: object.Host, Recipe: &kinds.NodeEndpoints, Namespace: env.Scheme.Namespace})
	}
	if byPods(env) && env.Config.Sync.ToHost.Pods.Enabled {
		c.Sources = append(c.Sources,
			plan.Source{Side: object.Virtual, Recipe: &kinds.Pod, Names: nodeOfPod},
			plan.Source{Side: object.Host, Recipe: &kinds.Pod, Names: nodeOfPod})
	}
	if shows(env) && env.Config.VirtualScheduling() {
		c.Sources = append(c.Sources, others(env))
	}
	return c
}

// shows says whether the host's own nodes are shown (NODE-01).
func shows(env recipe.Env) bool { return env.Config.Sync.FromHost.Nodes.Enabled }

// byPods says whether a node is shown only while a pod is on it (NODE-02).
func byPods(env recipe.Env) bool {
	s := env.Config.Sync.FromHost.Nodes.Selector
	return !shows(env) || !s.All && len(s.Labels) == 0
}

// Plan decides what one node needs: the virtual node and the service of its kubelet.
func Plan(in plan.Input) plan.Plan {
	if in.Virtual != nil && in.Virtual.GetDeletionTimestamp() != nil {
		return in.Hold("it is being deleted")
	}
	if handmade(in) {
		return in.Rest("somebody else's node")
	}
	if cause := unwanted(in); cause != "" {
		return remove(in, cause)
	}
	wanted, host := look(in)
	var notes []string
	if host != nil { // NODE-44
		var instead *plan.Plan
		if notes, instead = in.Patched(wanted, host); instead != nil {
			return *instead
		}
	}
	if in.Virtual != nil && remade(in, wanted) {
		cause := "it is made anew"
		return in.Hold(cause, in.Deletion(object.Virtual, in.Virtual, cause))
	}
	actions := bring(in, wanted, host)
	if len(actions) == 0 {
		p := in.Rest("in step")
		p.Problems = notes
		return p
	}
	return plan.Plan{Verdict: "brought into step", Actions: actions, Base: plan.Base{Virtual: wanted, Host: host}, Problems: notes}
}

// look is the node as it should be on both sides; there is no host side to a pseudo node.
func look(in plan.Input) (virtual, host *unstructured.Unstructured) {
	if !shows(in.Env) {
		return pseudo(in), nil
	}
	host = in.Host
	if in.Virtual != nil && in.Config.Sync.FromHost.Nodes.SyncBackChanges {
		host = back(in)
	}
	return mirrored(in, host), host
}

func bring(in plan.Input, wanted, host *unstructured.Unstructured) []plan.Action {
	var actions []plan.Action
	if in.Virtual == nil {
		actions = append(actions, in.Creation(object.Virtual, wanted, because(in)))
	} else {
		actions = in.Changes(object.Virtual, in.Virtual, wanted, because(in), false)
	}
	if host != nil {
		why := plan.Reason{Rule: "the tenant may change it", Behaviour: "NODE-38"}
		actions = append(actions, in.Changes(object.Host, in.Host, host, why, true)...)
	}
	return append(actions, kubelet(in)...)
}

func because(in plan.Input) plan.Reason {
	if shows(in.Env) {
		return plan.Reason{Rule: "the host's nodes are shown", Behaviour: "NODE-02"}
	}
	return plan.Reason{Rule: "a pod is on it", Behaviour: "NODE-70"}
}

// remove deletes the node and the service of its kubelet (NODE-07, NODE-46).
func remove(in plan.Input, cause string) plan.Plan {
	var actions []plan.Action
	if in.Virtual != nil {
		actions = append(actions, in.Deletion(object.Virtual, in.Virtual, cause))
	}
	return plan.Plan{Verdict: cause, Actions: append(actions, noKubelet(in)...)}
}

// handmade says whether a virtual node is none of ours: it stands for nothing on
// the host and never did (NODE-10). Where nodes stand for nothing anyway, only one
// that no pod needs goes (NODE-81).
func handmade(in plan.Input) bool {
	if in.Virtual == nil || in.Host != nil || in.Base.Host != nil || ours(in) {
		return false
	}
	return shows(in.Env) || assigned(in)
}

func ours(in plan.Input) bool {
	return object.Label(in.Virtual, naming.ManagedBy) == in.Scheme.Name || stands(in.Virtual)
}

// unwanted is why a node is not shown; empty when it is (NODE-02 to NODE-09).
func unwanted(in plan.Input) string {
	selector := in.Config.Sync.FromHost.Nodes.Selector
	switch {
	case shows(in.Env) && in.Host == nil:
		return "the host has no such node"
	case byPods(in.Env) && !assigned(in):
		return "no pod is on it"
	case shows(in.Env) && !selector.All && !matches(in.Host, selector.Labels):
		return "it does not match the selector"
	}
	return ""
}

func matches(node *unstructured.Unstructured, labels map[string]string) bool {
	for key, value := range labels {
		if has, found := object.Labels(node)[key]; !found || has != value {
			return false
		}
	}
	return true
}

// remade says whether a node has to be made anew: it stood for a node that is shown
// itself now or the other way round, or has what the API lets nobody change.
func remade(in plan.Input, to *unstructured.Unstructured) bool {
	from := in.Virtual
	if stands(from) == shows(in.Env) {
		return true
	}
	for _, field := range []string{"podCIDR", "providerID"} {
		was, _, _ := unstructured.NestedString(from.Object, "spec", field)
		if is, _, _ := unstructured.NestedString(to.Object, "spec", field); was != "" && was != is {
			return true
		}
	}
	return false
}

// assigned says whether a pod that counts is on the node, on either side (NODE-06).
func assigned(in plan.Input) bool {
	return slices.ContainsFunc(in.View.Users(in.Recipe, in.Key), func(user recipe.User) bool { return user.Recipe.Runs() })
}

// nodeOfPod is the node a pod is on. Pods of a DaemonSet are on every node and do
// not count: a node that has only them may be taken away (NODE-06).
func nodeOfPod(pod *unstructured.Unstructured) []string {
	node, _, _ := unstructured.NestedString(pod.Object, "spec", "nodeName")
	if node == "" || object.Annotation(pod, naming.Prefix+"owner-set-kind") == "DaemonSet" {
		return nil
	}
	for _, owner := range pod.GetOwnerReferences() {
		if owner.APIVersion == "apps/v1" && owner.Kind == "DaemonSet" {
			return nil
		}
	}
	return []string{node}
}
