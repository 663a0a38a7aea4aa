package nodes

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/kwok/pkg/apis/internalversion"
	"sigs.k8s.io/kwok/pkg/utils/lifecycle"
)

// advance plays the stage a pod is at, if it is due.
func (s *Simulation) advance(ctx context.Context, node, pod *unstructured.Unstructured, known *work, found map[string]any) (due time.Time, moved bool, err error) {
	data := pod.DeepCopy()
	data.Object["node"] = found
	event := &lifecycle.Event{Labels: pod.GetLabels(), Annotations: pod.GetAnnotations(), Data: data}
	stage, err := s.stages[kubelet(node)].Match(ctx, event)
	if err != nil || stage == nil {
		return due, false, err
	}
	now := time.Now()
	if known.stage != stage.Name() {
		wait, _, err := stage.Delay(ctx, event, now)
		if err != nil {
			return due, false, err
		}
		known.stage, known.due = stage.Name(), now.Add(wait)
	}
	if now.Before(known.due) {
		return known.due, false, nil
	}
	known.stage = ""
	p := &playing{Simulation: s, pod: pod, node: node, data: data}
	_, err = stage.DoSteps(0, pod.GetFinalizers(), data.Object, s.renderer,
		func(e *internalversion.StageEvent) error { return p.tell(ctx, e) },
		func() error { return p.remove(ctx) },
		func(patch *lifecycle.Patch) error { return p.patch(ctx, patch) },
		func(*lifecycle.Apply) error {
			return fmt.Errorf("stage %s applies an object, which kubelets do not", stage.Name())
		})
	if !p.changed { // it only told what it tried in vain
		known.attempts++
	}
	return time.Time{}, true, err
}

// playing is one stage as it is played for one pod.
type playing struct {
	*Simulation
	pod, node, data *unstructured.Unstructured
	changed         bool
}

func (p *playing) patch(ctx context.Context, patch *lifecycle.Patch) error {
	p.changed = true
	after, err := p.write.Resource(podsGVR).Namespace(p.pod.GetNamespace()).
		Patch(ctx, p.pod.GetName(), patch.Type, patch.Data, metav1.PatchOptions{}, patch.Subresource)
	if err == nil {
		p.wrote(podsGVR, after)
	}
	return err
}

// remove takes the pod away for good, as a kubelet does once nothing of it runs.
func (p *playing) remove(ctx context.Context) error {
	p.changed = true
	none, uid := int64(0), p.pod.GetUID()
	pods := p.write.Resource(podsGVR).Namespace(p.pod.GetNamespace())
	err := pods.Delete(ctx, p.pod.GetName(), metav1.DeleteOptions{GracePeriodSeconds: &none, Preconditions: &metav1.Preconditions{UID: &uid}})
	if err != nil {
		return err
	}
	left, err := p.read.Resource(podsGVR).Namespace(p.pod.GetNamespace()).Get(ctx, p.pod.GetName(), metav1.GetOptions{})
	if err == nil && left.GetUID() == uid { // somebody's finalizer
		p.wrote(podsGVR, left)
		return nil
	}
	if err != nil && !apierrors.IsNotFound(err) {
		return err
	}
	p.keep(Write{Resource: podsGVR, Object: p.pod, Gone: true})
	return nil
}

// podConditions are the pod's conditions with some of them set, as YAML. Each is
// Type=Status or Type=Status:Reason; one that stays as it is keeps its time.
func podConditions(pod map[string]any, wanted ...string) (string, error) {
	had, _, _ := unstructured.NestedSlice(map[string]any{"c": conditionsOf(pod)}, "c")
	var all []any
	seen := map[string]bool{}
	for _, want := range wanted {
		kind, rest, _ := strings.Cut(want, "=")
		status, reason, _ := strings.Cut(rest, ":")
		seen[kind] = true
		all = append(all, condition(pod, had, kind, status, reason))
	}
	for _, c := range had {
		if c, ok := c.(map[string]any); ok && !seen[fmt.Sprint(c["type"])] {
			all = append(all, c)
		}
	}
	text, err := json.Marshal(all)
	return string(text), err
}

func condition(pod map[string]any, had []any, kind, status, reason string) map[string]any {
	c := map[string]any{"type": kind, "status": status, "lastProbeTime": nil, "lastTransitionTime": timestamp()}
	if node, ok := pod["node"].(map[string]any); ok {
		c["observedGeneration"] = node["generation"]
	}
	for _, before := range had {
		if before, ok := before.(map[string]any); ok && before["type"] == kind && before["status"] == status {
			c["lastTransitionTime"] = before["lastTransitionTime"]
		}
	}
	if reason != "" {
		c["reason"] = reason
	}
	if reason == "ContainersNotReady" {
		c["message"] = "containers with unready status: [" + strings.Join(containers(pod), " ") + "]"
	}
	return c
}

func conditionsOf(pod map[string]any) []any {
	status, _ := pod["status"].(map[string]any)
	all, _ := status["conditions"].([]any)
	return all
}

func containers(pod map[string]any) []string {
	spec, _ := pod["spec"].(map[string]any)
	all, _ := spec["containers"].([]any)
	var names []string
	for _, c := range all {
		if c, ok := c.(map[string]any); ok {
			names = append(names, fmt.Sprint(c["name"]))
		}
	}
	return names
}
