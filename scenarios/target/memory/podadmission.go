package memory

import (
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	nodev1 "k8s.io/api/node/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// admitPod runs the admission plugins that shape pods, in the server's order.
func admitPod(s *server, pod, old *corev1.Pod) error {
	if old != nil {
		pod.Spec.Priority = orNil(pod.Spec.Priority, old.Spec.Priority)
		pod.Spec.PreemptionPolicy = orNil(pod.Spec.PreemptionPolicy, old.Spec.PreemptionPolicy)
		tolerateBriefly(pod)
		return nil
	}
	if err := prioritise(s, pod); err != nil {
		return err
	}
	tolerateBriefly(pod)
	if err := admitRuntimeClass(s, pod); err != nil {
		return err
	}
	return secure(s, pod)
}

func orNil[T any](value, fallback *T) *T {
	if value != nil {
		return value
	}
	return fallback
}

func forbidPod(pod *corev1.Pod, format string, args ...any) error {
	return apierrors.NewForbidden(core("pods").GroupResource(), pod.Name, fmt.Errorf(format, args...))
}

// prioritise resolves the pod's priority class. K8S-43
func prioritise(s *server, pod *corev1.Pod) error {
	class, err := priorityOf(s, pod)
	if err != nil {
		return err
	}
	pod.Spec.PriorityClassName = class.Name
	if given := pod.Spec.Priority; given != nil && *given != class.Value {
		return forbidPod(pod, "the integer value of priority (%d) must not be provided in pod spec; priority admission controller computed %d from the given PriorityClass name", *given, class.Value)
	}
	pod.Spec.Priority = &class.Value
	if class.PreemptionPolicy == nil {
		return nil
	}
	if given := pod.Spec.PreemptionPolicy; given != nil && *given != *class.PreemptionPolicy {
		return forbidPod(pod, "the string value of PreemptionPolicy (%s) must not be provided in pod spec; priority admission controller computed %s from the given PriorityClass name", *given, *class.PreemptionPolicy)
	}
	pod.Spec.PreemptionPolicy = class.PreemptionPolicy
	return nil
}

func priorityOf(s *server, pod *corev1.Pod) (*schedulingv1.PriorityClass, error) {
	classes := inGroup(schedulingv1.GroupName, "v1", "priorityclasses")
	if name := pod.Spec.PriorityClassName; name != "" {
		class, found := find[*schedulingv1.PriorityClass](s, classes, "", name)
		if !found {
			return nil, forbidPod(pod, "no PriorityClass with name %v was found", name)
		}
		return class, nil
	}
	var chosen *schedulingv1.PriorityClass
	for _, class := range every[*schedulingv1.PriorityClass](s, classes) {
		if class.GlobalDefault && (chosen == nil || chosen.Value > class.Value) {
			chosen = class
		}
	}
	if chosen != nil {
		return chosen, nil
	}
	policy := corev1.PreemptLowerPriority
	return &schedulingv1.PriorityClass{PreemptionPolicy: &policy}, nil
}

// tolerateBriefly lets a pod stay five minutes on a node in trouble. K8S-46
func tolerateBriefly(pod *corev1.Pod) {
	for _, taint := range []string{corev1.TaintNodeNotReady, corev1.TaintNodeUnreachable} {
		tolerated := slices.ContainsFunc(pod.Spec.Tolerations, func(t corev1.Toleration) bool {
			return (t.Key == taint || t.Key == "") && (t.Effect == corev1.TaintEffectNoExecute || t.Effect == "")
		})
		if !tolerated {
			pod.Spec.Tolerations = append(pod.Spec.Tolerations, corev1.Toleration{
				Key: taint, Operator: corev1.TolerationOpExists, Effect: corev1.TaintEffectNoExecute, TolerationSeconds: orElse(nil, int64(300)),
			})
		}
	}
}

// admitRuntimeClass gives a pod what its class says. K8S-16 to K8S-24
func admitRuntimeClass(s *server, pod *corev1.Pod) error {
	class := &nodev1.RuntimeClass{}
	if name := pod.Spec.RuntimeClassName; name != nil {
		if *name == "" {
			return internal("resource name may not be empty")
		}
		found := false
		if class, found = find[*nodev1.RuntimeClass](s, runtimeClasses(), "", *name); !found {
			return forbidPod(pod, "pod rejected: RuntimeClass %q not found", *name)
		}
	}
	if err := addOverhead(pod, class); err != nil {
		return err
	}
	return schedule(pod, class.Scheduling)
}

func addOverhead(pod *corev1.Pod, class *nodev1.RuntimeClass) error {
	if class.Overhead == nil {
		if pod.Spec.Overhead != nil {
			return forbidPod(pod, "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead")
		}
		return nil
	}
	if len(pod.Spec.Overhead) > 0 && !equality.Semantic.DeepEqual(class.Overhead.PodFixed, pod.Spec.Overhead) {
		return forbidPod(pod, "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead")
	}
	pod.Spec.Overhead = class.Overhead.PodFixed
	return nil
}

func schedule(pod *corev1.Pod, scheduling *nodev1.Scheduling) error {
	if scheduling == nil {
		return nil
	}
	for key, value := range scheduling.NodeSelector {
		if own, set := pod.Spec.NodeSelector[key]; set && own != value {
			return forbidPod(pod, "conflict: runtimeClass.scheduling.nodeSelector[%s] = %s; pod.spec.nodeSelector[%s] = %s", key, value, key, own)
		}
		if pod.Spec.NodeSelector == nil {
			pod.Spec.NodeSelector = map[string]string{}
		}
		pod.Spec.NodeSelector[key] = value
	}
	pod.Spec.Tolerations = mergeTolerations(slices.Concat(pod.Spec.Tolerations, scheduling.Tolerations))
	return nil
}

// mergeTolerations drops what another entry covers; of equal ones the first stays.
func mergeTolerations(all []corev1.Toleration) (merged []corev1.Toleration) {
	for i, one := range all {
		covered := slices.ContainsFunc(merged, func(other corev1.Toleration) bool { return tolerates(other, one) })
		coveredLater := slices.ContainsFunc(all[i+1:], func(other corev1.Toleration) bool {
			return !equality.Semantic.DeepEqual(one, other) && tolerates(other, one)
		})
		if !covered && !coveredLater {
			merged = append(merged, one)
		}
	}
	return merged
}

// tolerates reports whether wide tolerates all that narrow does.
func tolerates(wide, narrow corev1.Toleration) bool {
	if equality.Semantic.DeepEqual(wide, narrow) {
		return true
	}
	exists := wide.Operator == corev1.TolerationOpExists
	if narrow.Key != wide.Key && (wide.Key != "" || !exists) {
		return false
	}
	if narrow.Effect != wide.Effect && wide.Effect != "" {
		return false
	}
	if wide.Effect == corev1.TaintEffectNoExecute && wide.TolerationSeconds != nil &&
		(narrow.TolerationSeconds == nil || *narrow.TolerationSeconds > *wide.TolerationSeconds) {
		return false
	}
	return exists || narrow.Operator == corev1.TolerationOpEqual && narrow.Value == wide.Value
}
