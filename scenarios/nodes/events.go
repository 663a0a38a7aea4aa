package nodes

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/kwok/pkg/apis/internalversion"
)

// eachContainer begins the message of an event that is told of every container, in
// a comment of the template; .container is the one it is about.
const eachContainer = "{{/* each container */}}"

// tell writes an event as a kubelet does. Messages of stages are templates here: in
// kwok they are plain, but those of kubelets name images and sandboxes.
func (p *playing) tell(ctx context.Context, e *internalversion.StageEvent) error {
	if !strings.HasPrefix(e.Message, eachContainer) {
		return p.tellOf(ctx, e, p.data.Object, "")
	}
	all, _, _ := unstructured.NestedSlice(p.data.Object, "spec", "containers")
	for _, c := range all {
		container, ok := c.(map[string]any)
		if !ok {
			continue
		}
		about := maps.Clone(p.data.Object)
		about["container"] = container
		if err := p.tellOf(ctx, e, about, fmt.Sprintf("spec.containers{%s}", container["name"])); err != nil {
			return err
		}
	}
	return nil
}

func (p *playing) tellOf(ctx context.Context, e *internalversion.StageEvent, about map[string]any, field string) error {
	message, err := p.renderer.ToText(e.Message, about)
	if err != nil {
		return fmt.Errorf("the message of event %s: %w", e.Reason, err)
	}
	return p.record(ctx, p.event(e.Type, e.Reason, string(message), field))
}

func (p *playing) event(kind, reason, message, field string) *corev1.Event {
	now := time.Now()
	p.events++
	return &corev1.Event{
		TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "Event"},
		ObjectMeta: metav1.ObjectMeta{
			Name: fmt.Sprintf("%s.%x", p.pod.GetName(), now.UnixNano()+int64(p.events)), Namespace: p.pod.GetNamespace(),
		},
		InvolvedObject: corev1.ObjectReference{
			APIVersion: "v1", Kind: "Pod", Namespace: p.pod.GetNamespace(), Name: p.pod.GetName(),
			UID: p.pod.GetUID(), ResourceVersion: p.pod.GetResourceVersion(), FieldPath: field,
		},
		Type: kind, Reason: reason, Message: message, Count: 1,
		FirstTimestamp: metav1.NewTime(now), LastTimestamp: metav1.NewTime(now),
		Source:              corev1.EventSource{Component: "kubelet", Host: p.node.GetName()},
		ReportingController: "kubelet", ReportingInstance: p.node.GetName(),
	}
}

// record writes an event, or raises the count of one that said the same: which of
// the two, and what is too much, is client-go's to say, as it is in a kubelet.
func (p *playing) record(ctx context.Context, event *corev1.Event) error {
	result, err := p.correlator.EventCorrelate(event)
	if err != nil || result.Skip {
		return err
	}
	events := p.write.Resource(eventsGVR).Namespace(event.Namespace)
	var after *unstructured.Unstructured
	if result.Event.Count > 1 {
		after, err = events.Patch(ctx, result.Event.Name, types.StrategicMergePatchType, result.Patch, metav1.PatchOptions{})
	} else {
		result.Event.TypeMeta = event.TypeMeta // combined events come without
		var made map[string]any
		if made, err = runtime.DefaultUnstructuredConverter.ToUnstructured(result.Event); err != nil {
			return err
		}
		after, err = events.Create(ctx, &unstructured.Unstructured{Object: made}, metav1.CreateOptions{})
	}
	if err != nil {
		return err
	}
	p.wrote(eventsGVR, after)
	stored := &corev1.Event{}
	if err := typed(after, stored); err != nil {
		return err
	}
	p.correlator.UpdateState(stored)
	return nil
}
