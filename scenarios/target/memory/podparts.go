package memory

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// onlyEphemeral lets the subresource ephemeralcontainers add containers, and change nothing else.
func onlyEphemeral(fresh, old *corev1.Pod) (errs field.ErrorList) {
	path := field.NewPath("spec", "ephemeralContainers")
	wanted := map[string]corev1.EphemeralContainer{}
	for _, container := range fresh.Spec.EphemeralContainers {
		wanted[container.Name] = container
	}
	for _, container := range old.Spec.EphemeralContainers {
		now, there := wanted[container.Name]
		switch {
		case !there:
			errs = append(errs, field.Forbidden(path, fmt.Sprintf("existing ephemeral containers %q may not be removed\n", container.Name)))
		case !equality.Semantic.DeepEqual(now, container):
			errs = append(errs, field.Forbidden(path, fmt.Sprintf("existing ephemeral containers %q may not be changed\n", container.Name)))
		}
	}
	containers := fresh.Spec.EphemeralContainers
	keepPod(fresh, old)
	fresh.Spec.EphemeralContainers = containers
	return errs
}

// onlyResources lets the subresource resize change resources, and nothing else.
func onlyResources(fresh, old *corev1.Pod) (errs field.ErrorList) {
	wanted := map[string]corev1.Container{}
	for _, container := range fresh.Spec.Containers {
		wanted[container.Name] = container
	}
	keepPod(fresh, old)
	for i := range fresh.Spec.Containers {
		container := &fresh.Spec.Containers[i]
		if now, there := wanted[container.Name]; there {
			container.Resources, container.ResizePolicy = now.Resources, now.ResizePolicy
			errs = append(errs, checkLimits(&container.Resources, field.NewPath("spec", "containers").Index(i).Child("resources"))...)
		}
	}
	if was := qosOf(old); qosOf(fresh) != was {
		errs = append(errs, field.Invalid(field.NewPath("spec"), qosOf(fresh), "Pod QOS Class may not change as a result of resizing"))
	}
	return errs
}

// keepPod puts a pod back as it was, but for the version the writer knows.
func keepPod(fresh, old *corev1.Pod) {
	version := fresh.ResourceVersion
	old.DeepCopyInto(fresh)
	fresh.ResourceVersion = version
}
