package playground

import (
	"context"
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/nodes"
	"github.com/syncspec/syncspec/steps"
)

// handlers are what the nodes of a playground know besides the default.
func handlers() []string { return []string{"runc", "runsc"} }

// house gives the host its nodes and lets them run until ctx is done; what they end
// with comes through the channel.
func (w *world) house(ctx context.Context) (<-chan error, error) {
	ended := make(chan error, 1)
	if w.Nodes == 0 {
		ended <- nil
		return ended, nil
	}
	config, err := w.planes.Config(steps.Host, string(history.Node))
	if err != nil {
		return nil, err
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	simulation, err := nodes.New(nodes.Options{Read: client, Write: client, Scheduled: w.Controllers})
	if err != nil {
		return nil, err
	}
	for n := range w.Nodes {
		node := steps.Node{Name: fmt.Sprintf("node-%d", n+1), Handlers: handlers()}
		if err := simulation.Add(ctx, node); err != nil {
			return nil, err
		}
	}
	go func() {
		ended <- simulation.Run(ctx, w.tellNode, func(err error) { w.Out(err.Error()) })
	}()
	return ended, nil
}

// tellNode tells what a kubelet wrote, a line each.
func (w *world) tellNode(wrote nodes.Write) {
	o := wrote.Object
	place := o.GetKind() + " " + o.GetName()
	if o.GetNamespace() != "" {
		place = o.GetKind() + " " + o.GetNamespace() + "/" + o.GetName()
	}
	switch {
	case wrote.Gone:
		w.Out(fmt.Sprintf("%-8s%-8s%s: its containers have ended", steps.Host, "node", place+" is gone"))
	case o.GetKind() == "Event":
		about, _, _ := unstructured.NestedString(o.Object, "involvedObject", "name")
		w.Out(fmt.Sprintf("%-8s%-8sPod %s/%s: %s: %s", steps.Host, "event", o.GetNamespace(), about, text(o, "reason"), text(o, "message")))
	case o.GetKind() == "Pod":
		w.Out(fmt.Sprintf("%-8s%-8s%s on %s: %s", steps.Host, "node", place, text(o, "spec", "nodeName"), state(o)))
	}
}

// state is the phase of a pod, and how far a pending one is.
func state(pod *unstructured.Unstructured) string {
	phase := text(pod, "status", "phase")
	if phase != "Pending" {
		return phase
	}
	if text(pod, "status", "startTime") == "" {
		return "Pending, bound"
	}
	all, _, _ := unstructured.NestedSlice(pod.Object, "status", "conditions")
	for _, c := range all {
		if c, ok := c.(map[string]any); ok && c["type"] == "PodReadyToStartContainers" && c["status"] == "True" {
			return "Pending, its sandbox is there"
		}
	}
	return "Pending, accepted"
}

func text(o *unstructured.Unstructured, path ...string) string {
	value, _, _ := unstructured.NestedString(o.Object, path...)
	return value
}
