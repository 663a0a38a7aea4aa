package memory

import (
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// namespaceKind: a deleted namespace stays Terminating, as no controller empties it.
func namespaceKind() *kind {
	return &kind{
		resource: core("namespaces"), kind: "Namespace", empty: &corev1.Namespace{},
		subresources: []string{"status", "finalize"}, fields: []string{"status.phase", "name"},
		validName: validation.NameIsDNSLabel,
		prepare:   prepares(newNamespace, changedNamespace),
		prepareStatus: prepareStatus(func(fresh, old *corev1.Namespace) {
			fresh.Spec = old.Spec
			labelName(fresh)
		}),
		validateStatus: validateStatus(checkNamespaceStatus),
	}
}

func newNamespace(n *corev1.Namespace) {
	n.Status = corev1.NamespaceStatus{Phase: corev1.NamespaceActive}
	if !slices.Contains(n.Spec.Finalizers, corev1.FinalizerKubernetes) {
		n.Spec.Finalizers = append(n.Spec.Finalizers, corev1.FinalizerKubernetes)
	}
	labelName(n)
}

func changedNamespace(fresh, old *corev1.Namespace) {
	fresh.Spec.Finalizers = old.Spec.Finalizers
	fresh.Status = old.Status
	labelName(fresh)
}

func labelName(n *corev1.Namespace) {
	if n.Labels == nil {
		n.Labels = map[string]string{}
	}
	n.Labels[corev1.LabelMetadataName] = n.Name
}

func checkNamespaceStatus(fresh, _ *corev1.Namespace) field.ErrorList {
	path := field.NewPath("status", "phase")
	switch {
	case fresh.DeletionTimestamp == nil && fresh.Status.Phase != corev1.NamespaceActive:
		return field.ErrorList{field.Invalid(path, fresh.Status.Phase, "may only be 'Active' if `deletionTimestamp` is empty")}
	case fresh.DeletionTimestamp != nil && fresh.Status.Phase != corev1.NamespaceTerminating:
		return field.ErrorList{field.Invalid(path, fresh.Status.Phase, "may only be 'Terminating' if `deletionTimestamp` is not empty")}
	}
	return nil
}

func asNamespace(o object) (*corev1.Namespace, bool) {
	namespace, ok := o.(*corev1.Namespace)
	return namespace, ok
}

// finalizeNamespace is the finalize subresource: it changes spec.finalizers only.
func finalizeNamespace(fresh, old object) {
	now, isNamespace := asNamespace(fresh)
	before, wasNamespace := asNamespace(old)
	if isNamespace && wasNamespace {
		now.Status = before.Status
	}
}

func terminate(n *corev1.Namespace) {
	if n.DeletionTimestamp == nil {
		now := metav1.Now()
		n.DeletionTimestamp = &now
	}
	n.Status.Phase = corev1.NamespaceTerminating
}

func mayDelete(at target) error {
	if at.kind.resource != core("namespaces") {
		return nil
	}
	switch at.name {
	case metav1.NamespaceDefault, metav1.NamespaceSystem, metav1.NamespacePublic:
		return apierrors.NewForbidden(at.kind.resource.GroupResource(), at.name, fmt.Errorf("this namespace may not be deleted"))
	}
	return nil
}

// admitNew is the admission of new objects: their namespace must be there and
// stay, then the kind's own plugins are asked.
func (s *server) admitNew(at target, fresh object) error {
	if at.kind.namespaced {
		namespace, found := find[*corev1.Namespace](s, core("namespaces"), "", at.namespace)
		switch {
		case !found:
			return apierrors.NewNotFound(core("namespaces").GroupResource(), at.namespace)
		case namespace.DeletionTimestamp != nil:
			return terminating(at, fresh)
		}
	}
	if at.kind.admit == nil {
		return nil
	}
	return at.kind.admit(s, fresh, nil)
}

func terminating(at target, fresh object) error {
	err := apierrors.NewForbidden(at.kind.resource.GroupResource(), fresh.GetName(),
		fmt.Errorf("unable to create new content in namespace %s because it is being terminated", at.namespace))
	err.ErrStatus.Details.Causes = append(err.ErrStatus.Details.Causes, metav1.StatusCause{
		Type: corev1.NamespaceTerminatingCause, Message: fmt.Sprintf("namespace %s is being terminated", at.namespace), Field: "metadata.namespace"})
	return err
}
