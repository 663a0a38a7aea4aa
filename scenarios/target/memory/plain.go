package memory

import (
	"reflect"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// orElse points to the value of a field, or to its default when it is not set.
func orElse[T any](value *T, fallback T) *T {
	if value != nil {
		return value
	}
	return &fallback
}

func defaultEndpoints(e *corev1.Endpoints) { //nolint:staticcheck // deprecated, and still synced
	for i := range e.Subsets {
		for j := range e.Subsets[i].Ports {
			if port := &e.Subsets[i].Ports[j]; port.Protocol == "" {
				port.Protocol = corev1.ProtocolTCP
			}
		}
	}
}

func defaultEndpointSlice(e *discoveryv1.EndpointSlice) {
	for i := range e.Ports {
		e.Ports[i].Name = orElse(e.Ports[i].Name, "")
		e.Ports[i].Protocol = orElse(e.Ports[i].Protocol, corev1.ProtocolTCP)
	}
}

func sliceContent(e *discoveryv1.EndpointSlice) any {
	return struct {
		Endpoints []discoveryv1.Endpoint
		Ports     []discoveryv1.EndpointPort
		Labels    map[string]string
	}{e.Endpoints, e.Ports, e.Labels}
}

func unchangedSlice(fresh, old *discoveryv1.EndpointSlice) field.ErrorList {
	return immutable(fresh.AddressType, old.AddressType, field.NewPath("addressType"))
}

func defaultIngressClass(c *networkingv1.IngressClass) {
	if c.Spec.Parameters != nil {
		c.Spec.Parameters.Scope = orElse(c.Spec.Parameters.Scope, networkingv1.IngressClassParametersReferenceScopeCluster)
	}
}

func unchangedIngressClass(fresh, old *networkingv1.IngressClass) field.ErrorList {
	return immutable(fresh.Spec.Controller, old.Spec.Controller, field.NewPath("spec", "controller"))
}

func defaultNetworkPolicy(p *networkingv1.NetworkPolicy) {
	for _, rule := range p.Spec.Ingress {
		defaultPolicyPorts(rule.Ports)
	}
	for _, rule := range p.Spec.Egress {
		defaultPolicyPorts(rule.Ports)
	}
	if len(p.Spec.PolicyTypes) > 0 {
		return
	}
	p.Spec.PolicyTypes = []networkingv1.PolicyType{networkingv1.PolicyTypeIngress}
	if len(p.Spec.Egress) > 0 {
		p.Spec.PolicyTypes = append(p.Spec.PolicyTypes, networkingv1.PolicyTypeEgress)
	}
}

func defaultPolicyPorts(ports []networkingv1.NetworkPolicyPort) {
	for i := range ports {
		ports[i].Protocol = orElse(ports[i].Protocol, corev1.ProtocolTCP)
	}
}

func newBudget(b *policyv1.PodDisruptionBudget) { b.Status = policyv1.PodDisruptionBudgetStatus{} }

func changedBudget(fresh, old *policyv1.PodDisruptionBudget) { fresh.Status = old.Status }

func changedBudgetStatus(fresh, old *policyv1.PodDisruptionBudget) { fresh.Spec = old.Spec }

func defaultPriorityClass(c *schedulingv1.PriorityClass) {
	c.PreemptionPolicy = orElse(c.PreemptionPolicy, corev1.PreemptLowerPriority)
}

func unchangedPriorityClass(fresh, old *schedulingv1.PriorityClass) field.ErrorList {
	var errs field.ErrorList
	if fresh.Value != old.Value {
		errs = append(errs, field.Forbidden(field.NewPath("value"), "may not be changed in an update."))
	}
	return append(errs, immutable(fresh.PreemptionPolicy, old.PreemptionPolicy, field.NewPath("preemptionPolicy"))...)
}

func defaultStorageClass(c *storagev1.StorageClass) {
	c.ReclaimPolicy = orElse(c.ReclaimPolicy, corev1.PersistentVolumeReclaimDelete)
	c.VolumeBindingMode = orElse(c.VolumeBindingMode, storagev1.VolumeBindingImmediate)
}

func unchangedStorageClass(fresh, old *storagev1.StorageClass) field.ErrorList {
	errs := field.ErrorList{}
	if fresh.Provisioner != old.Provisioner {
		errs = append(errs, field.Forbidden(field.NewPath("provisioner"), "updates to provisioner are forbidden."))
	}
	if !reflect.DeepEqual(fresh.Parameters, old.Parameters) {
		errs = append(errs, field.Forbidden(field.NewPath("parameters"), "updates to parameters are forbidden."))
	}
	if *fresh.ReclaimPolicy != *old.ReclaimPolicy {
		errs = append(errs, field.Forbidden(field.NewPath("reclaimPolicy"), "updates to reclaimPolicy are forbidden."))
	}
	return append(errs, immutable(fresh.VolumeBindingMode, old.VolumeBindingMode, field.NewPath("volumeBindingMode"))...)
}

func defaultCSIDriver(d *storagev1.CSIDriver) {
	d.Spec.AttachRequired = orElse(d.Spec.AttachRequired, true)
	d.Spec.PodInfoOnMount = orElse(d.Spec.PodInfoOnMount, false)
	d.Spec.StorageCapacity = orElse(d.Spec.StorageCapacity, false)
	d.Spec.FSGroupPolicy = orElse(d.Spec.FSGroupPolicy, storagev1.ReadWriteOnceWithFSTypeFSGroupPolicy)
	d.Spec.RequiresRepublish = orElse(d.Spec.RequiresRepublish, false)
	d.Spec.SELinuxMount = orElse(d.Spec.SELinuxMount, false)
	if len(d.Spec.VolumeLifecycleModes) == 0 {
		d.Spec.VolumeLifecycleModes = []storagev1.VolumeLifecycleMode{storagev1.VolumeLifecyclePersistent}
	}
}
