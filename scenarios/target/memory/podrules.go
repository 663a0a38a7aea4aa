package memory

import (
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/util/diff"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// changeable is the server's own list of what a pod update may change.
const changeable = "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`," +
	"`spec.tolerations` (only additions to existing tolerations)," +
	"`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"

// unchangedPod refuses what a pod update may not change. K8S-40, K8S-41
func unchangedPod(fresh, old *corev1.Pod) (errs field.ErrorList) {
	path := field.NewPath("spec")
	const moreOrFewer = "pod updates may not add or remove containers"
	switch {
	case len(fresh.Spec.Containers) != len(old.Spec.Containers):
		return field.ErrorList{field.Forbidden(path.Child("containers"), moreOrFewer)}
	case len(fresh.Spec.InitContainers) != len(old.Spec.InitContainers):
		return field.ErrorList{field.Forbidden(path.Child("initContainers"), moreOrFewer)}
	}
	errs = append(errs, checkDeadline(fresh, old, path.Child("activeDeadlineSeconds"))...)
	errs = append(errs, onlyMoreTolerations(fresh, old, path.Child("tolerations"))...)
	errs = append(errs, onlyFewerGates(fresh, old, path.Child("schedulingGates"))...)
	allowed := withAllowedChanges(fresh, old)
	if !equality.Semantic.DeepEqual(*allowed, old.Spec) {
		errs = append(errs, field.Forbidden(path, fmt.Sprintf("pod updates may not change fields other than %s\n%v", changeable, diff.Diff(old.Spec, *allowed))))
	}
	return errs
}

// withAllowedChanges is the new spec with every allowed change taken back.
func withAllowedChanges(fresh, old *corev1.Pod) *corev1.PodSpec {
	spec := fresh.Spec.DeepCopy()
	for i := range spec.Containers {
		spec.Containers[i].Image = old.Spec.Containers[i].Image
	}
	for i := range spec.InitContainers {
		spec.InitContainers[i].Image = old.Spec.InitContainers[i].Image
	}
	spec.ActiveDeadlineSeconds = old.Spec.ActiveDeadlineSeconds
	spec.Tolerations = old.Spec.Tolerations
	spec.SchedulingGates = old.Spec.SchedulingGates
	if was, now := old.Spec.TerminationGracePeriodSeconds, spec.TerminationGracePeriodSeconds; was != nil && *was < 0 && now != nil && *now == 1 {
		spec.TerminationGracePeriodSeconds = was
	}
	if len(old.Spec.SchedulingGates) > 0 && containsAll(spec.NodeSelector, old.Spec.NodeSelector) {
		spec.NodeSelector = old.Spec.NodeSelector
	}
	return spec
}

func containsAll(all, some map[string]string) bool {
	for key, value := range some {
		if got, ok := all[key]; !ok || got != value {
			return false
		}
	}
	return true
}

func checkDeadline(fresh, old *corev1.Pod, path *field.Path) field.ErrorList {
	now, was := fresh.Spec.ActiveDeadlineSeconds, old.Spec.ActiveDeadlineSeconds
	switch {
	case was != nil && now == nil:
		return field.ErrorList{field.Invalid(path, now, "must not update from a positive integer to nil value")}
	case was != nil && *was < *now:
		return field.ErrorList{field.Invalid(path, *now, "must be less than or equal to previous value")}
	}
	return nil
}

func onlyMoreTolerations(fresh, old *corev1.Pod, path *field.Path) field.ErrorList {
	for _, was := range old.Spec.Tolerations {
		kept := slices.ContainsFunc(fresh.Spec.Tolerations, func(now corev1.Toleration) bool {
			now.TolerationSeconds = was.TolerationSeconds
			return equality.Semantic.DeepEqual(now, was)
		})
		if !kept {
			return field.ErrorList{field.Forbidden(path, "existing toleration can not be modified except its tolerationSeconds")}
		}
	}
	return nil
}

func onlyFewerGates(fresh, old *corev1.Pod, path *field.Path) (errs field.ErrorList) {
	for i, gate := range fresh.Spec.SchedulingGates {
		if !slices.Contains(old.Spec.SchedulingGates, gate) {
			errs = append(errs, field.Forbidden(path.Index(i).Child("name"), fmt.Sprintf("only deletion is allowed, but found new scheduling gate '%s'", gate.Name)))
		}
	}
	return errs
}

// checkPodStatus: the quality of service is decided once. K8S-42
func checkPodStatus(fresh, old *corev1.Pod) field.ErrorList {
	return immutable(fresh.Status.QOSClass, old.Status.QOSClass, field.NewPath("status", "qosClass"))
}
