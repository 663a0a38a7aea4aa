package memory

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// qosOf computes a pod's quality of service from its containers' cpu and memory.
func qosOf(p *corev1.Pod) corev1.PodQOSClass {
	requests, limits, guaranteed := corev1.ResourceList{}, corev1.ResourceList{}, true
	for _, c := range slices.Concat(p.Spec.Containers, p.Spec.InitContainers) {
		addComputed(requests, c.Resources.Requests)
		if addComputed(limits, c.Resources.Limits) != 2 {
			guaranteed = false
		}
	}
	if len(requests) == 0 && len(limits) == 0 {
		return corev1.PodQOSBestEffort
	}
	for name, request := range requests {
		if limit, set := limits[name]; !set || limit.Cmp(request) != 0 {
			guaranteed = false
		}
	}
	if guaranteed && len(requests) == len(limits) {
		return corev1.PodQOSGuaranteed
	}
	return corev1.PodQOSBurstable
}

// addComputed adds cpu and memory to a sum and says how many of the two were given.
func addComputed(sum, list corev1.ResourceList) (given int) {
	for _, name := range []corev1.ResourceName{corev1.ResourceCPU, corev1.ResourceMemory} {
		quantity, set := list[name]
		if !set || quantity.Cmp(resource.Quantity{}) <= 0 {
			continue
		}
		given++
		total := sum[name]
		total.Add(quantity)
		sum[name] = total
	}
	return given
}
