package memory

import (
	"fmt"
	"maps"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func podKind() *kind {
	return &kind{
		resource: core("pods"), kind: "Pod", namespaced: true, empty: &corev1.Pod{},
		subresources: []string{"status", "binding", "ephemeralcontainers", "resize"},
		revise: map[string]func(object, object) field.ErrorList{
			"ephemeralcontainers": revises(onlyEphemeral), "resize": revises(onlyResources),
		},
		fields:    []string{"spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.phase", "status.podIP", "status.nominatedNodeName"},
		versioned: versioned(func(p *corev1.Pod) any { return p.Spec }),
		defaults:  defaults(defaultPod),
		admit:     admits(admitPod),
		prepare: prepares(newPod, func(fresh, old *corev1.Pod) {
			fresh.Status = old.Status
		}),
		prepareStatus:  prepareStatus(changedPodStatus),
		validate:       validates(checkPod, unchangedPod),
		validateStatus: validateStatus(checkPodStatus),
		grace:          graceful(podGrace),
	}
}

func newPod(p *corev1.Pod) {
	mergeLabelKeys(p)
	p.Status = corev1.PodStatus{Phase: corev1.PodPending, QOSClass: qosOf(p)}
	if len(p.Spec.SchedulingGates) > 0 {
		p.Status.Conditions = []corev1.PodCondition{{
			Type: corev1.PodScheduled, Status: corev1.ConditionFalse, Reason: corev1.PodReasonSchedulingGated, LastTransitionTime: metav1.Now(),
			Message: "Scheduling is blocked due to non-empty scheduling gates",
		}}
	}
}

func changedPodStatus(fresh, old *corev1.Pod) {
	fresh.Spec = old.Spec
	fresh.DeletionTimestamp = nil
	fresh.OwnerReferences = old.OwnerReferences
	if fresh.Status.QOSClass == "" {
		fresh.Status.QOSClass = old.Status.QOSClass
	}
	samePodIP(&fresh.Status)
}

// samePodIP keeps podIP and the first of podIPs one, as the server does.
func samePodIP(s *corev1.PodStatus) {
	switch {
	case s.PodIP != "" && (len(s.PodIPs) == 0 || s.PodIPs[0].IP != s.PodIP):
		s.PodIPs = []corev1.PodIP{{IP: s.PodIP}}
	case s.PodIP == "" && len(s.PodIPs) > 0:
		s.PodIP = s.PodIPs[0].IP
	}
}

// podGrace: a pod without a node, or one that has ended, goes at once. K8S-44
func podGrace(p *corev1.Pod, options *metav1.DeleteOptions) int64 {
	switch {
	case p.Spec.NodeName == "", p.Status.Phase == corev1.PodFailed, p.Status.Phase == corev1.PodSucceeded:
		return 0
	case options.GracePeriodSeconds != nil && *options.GracePeriodSeconds < 0:
		return 1
	case options.GracePeriodSeconds != nil:
		return *options.GracePeriodSeconds
	case p.Spec.TerminationGracePeriodSeconds != nil:
		return max(*p.Spec.TerminationGracePeriodSeconds, 0)
	}
	return 0
}

// postSubresource answers the subresources that are created.
func (s *server) postSubresource(at target, body *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	switch at.subresource {
	case "binding":
		return s.postBinding(at, body)
	case "token":
		return s.postToken(at, body)
	}
	return nil, apierrors.NewMethodNotSupported(at.kind.resource.GroupResource(), "create")
}

func (s *server) postBinding(at target, body *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	current, err := s.load(at)
	if err != nil {
		return nil, err
	}
	if err := at.checkUID(body, current); err != nil {
		return nil, err
	}
	read, err := at.kind.decode(current)
	if err != nil {
		return nil, err
	}
	pod := read.(*corev1.Pod)
	if err := bind(pod, body); err != nil {
		return nil, err
	}
	encoded, err := at.kind.encode(pod)
	if err != nil {
		return nil, err
	}
	if err := s.replace(at.kind, encoded, current); err != nil {
		return nil, err
	}
	return &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Status", "status": "Success", "code": int64(201), "metadata": map[string]any{}}}, nil
}

func bind(pod *corev1.Pod, body *unstructured.Unstructured) error {
	node, _, err := unstructured.NestedString(body.Object, "target", "name")
	if err != nil || node == "" {
		return apierrors.NewBadRequest("target.name: Required value")
	}
	where := core("pods/binding").GroupResource()
	if pod.DeletionTimestamp != nil {
		return apierrors.NewConflict(where, pod.Name, fmt.Errorf("pod %s is being deleted, cannot be assigned to a host", pod.Name))
	}
	if pod.Spec.NodeName != "" {
		return apierrors.NewConflict(where, pod.Name, fmt.Errorf("pod %s is already assigned to node %q", pod.Name, pod.Spec.NodeName))
	}
	if len(pod.Spec.SchedulingGates) != 0 {
		return apierrors.NewConflict(where, pod.Name, fmt.Errorf("pod %v has non-empty .spec.schedulingGates", pod.Name))
	}
	pod.Spec.NodeName = node
	if annotations := body.GetAnnotations(); len(annotations) > 0 {
		if pod.Annotations == nil {
			pod.Annotations = map[string]string{}
		}
		maps.Copy(pod.Annotations, annotations)
	}
	pod.Status.Conditions = append(pod.Status.Conditions, corev1.PodCondition{
		Type: corev1.PodScheduled, Status: corev1.ConditionTrue, LastTransitionTime: metav1.Now(),
	})
	return nil
}
