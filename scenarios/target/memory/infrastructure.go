package memory

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

const (
	claimProtection  = "kubernetes.io/pvc-protection"
	volumeProtection = "kubernetes.io/pv-protection"
)

func nodeKind() *kind {
	return &kind{
		resource: core("nodes"), kind: "Node", empty: &corev1.Node{}, subresources: []string{"status"}, fields: []string{"spec.unschedulable"},
		defaults: defaults(func(n *corev1.Node) {
			if n.Status.Allocatable == nil {
				n.Status.Allocatable = n.Status.Capacity
			}
		}),
		admit:         admits(taintNewNode),
		prepare:       prepares(nil, func(fresh, old *corev1.Node) { fresh.Status = old.Status }),
		prepareStatus: prepareStatus(func(fresh, old *corev1.Node) { fresh.Spec = old.Spec }),
	}
}

// taintNewNode: nothing is scheduled on a node nobody has seen ready.
func taintNewNode(_ *server, fresh, old *corev1.Node) error {
	tainted := slices.ContainsFunc(fresh.Spec.Taints, func(t corev1.Taint) bool {
		return t.Key == corev1.TaintNodeNotReady && t.Effect == corev1.TaintEffectNoSchedule
	})
	if old == nil && !tainted {
		fresh.Spec.Taints = append(fresh.Spec.Taints, corev1.Taint{Key: corev1.TaintNodeNotReady, Effect: corev1.TaintEffectNoSchedule})
	}
	return nil
}

func claimKind() *kind {
	return &kind{
		resource: core("persistentvolumeclaims"), kind: "PersistentVolumeClaim", namespaced: true, empty: &corev1.PersistentVolumeClaim{}, subresources: []string{"status"},
		defaults: defaults(func(c *corev1.PersistentVolumeClaim) {
			c.Spec.VolumeMode = orElse(c.Spec.VolumeMode, corev1.PersistentVolumeFilesystem)
			sameSources(&c.Spec)
		}),
		admit: admits(admitClaim),
		prepare: prepares(
			func(fresh *corev1.PersistentVolumeClaim) {
				fresh.Status = corev1.PersistentVolumeClaimStatus{Phase: corev1.ClaimPending}
			},
			func(fresh, old *corev1.PersistentVolumeClaim) { fresh.Status = old.Status }),
		prepareStatus: prepareStatus(func(fresh, old *corev1.PersistentVolumeClaim) { fresh.Spec = old.Spec }),
		validate:      validates(checkClaim, unchangedClaim),
	}
}

// sameSources: a claim that names its source in one field has it in both.
func sameSources(spec *corev1.PersistentVolumeClaimSpec) {
	switch source, ref := spec.DataSource, spec.DataSourceRef; {
	case source != nil && ref == nil:
		spec.DataSourceRef = &corev1.TypedObjectReference{APIGroup: source.APIGroup, Kind: source.Kind, Name: source.Name}
	case source == nil && ref != nil && (ref.Namespace == nil || *ref.Namespace == ""):
		spec.DataSource = &corev1.TypedLocalObjectReference{APIGroup: ref.APIGroup, Kind: ref.Kind, Name: ref.Name}
	}
}

// admitClaim protects a new claim and gives it the default storage class.
func admitClaim(s *server, fresh, old *corev1.PersistentVolumeClaim) error {
	if old != nil {
		return nil
	}
	if !slices.Contains(fresh.Finalizers, claimProtection) {
		fresh.Finalizers = append(fresh.Finalizers, claimProtection)
	}
	if fresh.Spec.StorageClassName != nil {
		return nil
	}
	for _, class := range every[*storagev1.StorageClass](s, storage("storageclasses")) {
		if class.Annotations[defaultStorageAnnotation] == "true" {
			fresh.Spec.StorageClassName = &class.Name
		}
	}
	return nil
}

func checkClaim(c *corev1.PersistentVolumeClaim) (errs field.ErrorList) {
	path := field.NewPath("spec")
	if len(c.Spec.AccessModes) == 0 {
		errs = append(errs, field.Required(path.Child("accessModes"), "at least 1 access mode is required"))
	}
	if _, asked := c.Spec.Resources.Requests[corev1.ResourceStorage]; !asked {
		errs = append(errs, field.Required(path.Child("resources").Key(string(corev1.ResourceStorage)), ""))
	}
	return errs
}

// unchangedClaim: a claim gets its volume once and grows when bound; the rest stays.
func unchangedClaim(fresh, old *corev1.PersistentVolumeClaim) field.ErrorList {
	now, was := fresh.Spec.DeepCopy(), old.Spec.DeepCopy()
	if was.VolumeName == "" {
		now.VolumeName = ""
	}
	if was.StorageClassName == nil {
		now.StorageClassName = nil
	}
	if fresh.Status.Phase == corev1.ClaimBound {
		now.Resources.Requests, now.VolumeAttributesClassName = was.Resources.Requests, was.VolumeAttributesClassName
	}
	if equality.Semantic.DeepEqual(now, was) {
		return nil
	}
	return field.ErrorList{field.Forbidden(field.NewPath("spec"), "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims")}
}

func volumeKind() *kind {
	return &kind{
		resource: core("persistentvolumes"), kind: "PersistentVolume", empty: &corev1.PersistentVolume{}, subresources: []string{"status"},
		defaults: defaults(func(v *corev1.PersistentVolume) {
			if v.Spec.PersistentVolumeReclaimPolicy == "" {
				v.Spec.PersistentVolumeReclaimPolicy = corev1.PersistentVolumeReclaimRetain
			}
			v.Spec.VolumeMode = orElse(v.Spec.VolumeMode, corev1.PersistentVolumeFilesystem)
			if v.Spec.HostPath != nil {
				v.Spec.HostPath.Type = orElse(v.Spec.HostPath.Type, corev1.HostPathUnset)
			}
		}),
		admit: admits(func(_ *server, fresh, old *corev1.PersistentVolume) error {
			if old == nil && !slices.Contains(fresh.Finalizers, volumeProtection) {
				fresh.Finalizers = append(fresh.Finalizers, volumeProtection)
			}
			return nil
		}),
		prepare: prepares(
			func(fresh *corev1.PersistentVolume) {
				now := metav1.Now()
				fresh.Status = corev1.PersistentVolumeStatus{Phase: corev1.VolumePending, LastPhaseTransitionTime: &now}
			},
			func(fresh, old *corev1.PersistentVolume) { fresh.Status = old.Status }),
		prepareStatus: prepareStatus(func(fresh, old *corev1.PersistentVolume) { fresh.Spec = old.Spec }),
	}
}
