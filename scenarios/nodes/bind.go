package nodes

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	v1helper "k8s.io/component-helpers/scheduling/corev1"
	"k8s.io/klog/v2"
)

// bind puts a pod on the emptiest node that it fits and may be on, the first by name
// among equals. It is no scheduler: it does not count what pods ask for, and is silent
// when no node fits.
func (s *Simulation) bind(ctx context.Context, v view, pod *unstructured.Unstructured) (bool, error) {
	scheduler, _, _ := unstructured.NestedString(pod.Object, "spec", "schedulerName")
	gates, _, _ := unstructured.NestedSlice(pod.Object, "spec", "schedulingGates")
	if pod.GetDeletionTimestamp() != nil || scheduler != corev1.DefaultSchedulerName || len(gates) > 0 {
		return false, nil
	}
	node := v.emptiest(pod)
	if node == "" {
		return false, nil
	}
	pods := s.write.Resource(podsGVR).Namespace(pod.GetNamespace())
	_, err := pods.Create(ctx, &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Binding", "metadata": map[string]any{"name": pod.GetName(), "namespace": pod.GetNamespace()},
		"target": map[string]any{"apiVersion": "v1", "kind": "Node", "name": node},
	}}, metav1.CreateOptions{}, "binding")
	if err != nil {
		return false, err
	}
	v.carries[node]++
	bound, err := s.read.Resource(podsGVR).Namespace(pod.GetNamespace()).Get(ctx, pod.GetName(), metav1.GetOptions{})
	if err == nil {
		s.wrote(podsGVR, bound)
	}
	return true, err
}

func (v view) emptiest(pod *unstructured.Unstructured) string {
	best := ""
	for i := range v.nodes {
		name := v.nodes[i].GetName()
		if fits(&v.nodes[i], pod) && welcome(&v.nodes[i], pod) && (best == "" || v.carries[name] < v.carries[best]) {
			best = name
		}
	}
	return best
}

// welcome reports whether nothing of the node repels the pod.
func welcome(node, pod *unstructured.Unstructured) bool {
	var n corev1.Node
	var p corev1.Pod
	if typed(node, &n) != nil || typed(pod, &p) != nil || n.Spec.Unschedulable {
		return false
	}
	_, repels := v1helper.FindMatchingUntoleratedTaint(klog.Background(), n.Spec.Taints, p.Spec.Tolerations, func(t *corev1.Taint) bool {
		return t.Effect == corev1.TaintEffectNoSchedule || t.Effect == corev1.TaintEffectNoExecute
	}, false)
	return !repels
}
