package steps

import (
	"context"
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// The documented marks of a host copy.
const (
	nameAnnotation          = "vcluster.loft.sh/object-name"
	namespaceAnnotation     = "vcluster.loft.sh/object-namespace"
	hostNameAnnotation      = "vcluster.loft.sh/object-host-name"
	hostNamespaceAnnotation = "vcluster.loft.sh/object-host-namespace"
	managedByLabel          = "vcluster.loft.sh/managed-by"
)

// hostCopy finds the host copy of a virtual object by its documented marks; nil when there is none.
func (w *World) hostCopy(ctx context.Context, ref Ref) (*unstructured.Unstructured, error) {
	where := w.settings.Namespace
	if ref.Namespace == "" {
		where = ""
	}
	objects, err := w.target.List(ctx, Host, ref.Resource, where)
	if err != nil {
		return nil, fmt.Errorf("listing the host's %s: %w", ref.Resource.Resource, err)
	}
	found, err := w.copyAmong(objects, ref)
	if found != nil || err != nil || where == "" {
		return found, err
	}
	if objects, err = w.target.List(ctx, Host, ref.Resource, ""); err != nil {
		return nil, fmt.Errorf("listing the host's %s: %w", ref.Resource.Resource, err)
	}
	return w.copyAmong(slices.DeleteFunc(objects, func(o unstructured.Unstructured) bool { // of a namespace with a host namespace of its own
		return o.GetAnnotations()[hostNamespaceAnnotation] != o.GetNamespace()
	}), ref)
}

func (w *World) copyAmong(objects []unstructured.Unstructured, ref Ref) (*unstructured.Unstructured, error) {
	var found *unstructured.Unstructured
	for i := range objects {
		if !w.isCopyOf(&objects[i], ref) {
			continue
		}
		if found != nil {
			return nil, fmt.Errorf("%s has two host copies, %s and %s", ref, found.GetName(), objects[i].GetName())
		}
		found = &objects[i]
	}
	return found, nil
}

// isCopyOf also looks at the annotation that tells a copy from an object some
// host controller made in its likeness, marks and all.
func (w *World) isCopyOf(object *unstructured.Unstructured, ref Ref) bool {
	marks := object.GetAnnotations()
	if host := marks[hostNameAnnotation]; host != "" && host != object.GetName() {
		return false
	}
	return marks[nameAnnotation] == ref.Name && marks[namespaceAnnotation] == ref.Namespace &&
		object.GetLabels()[managedByLabel] == w.marker(ref)
}

// marker is the documented label of copies: those in no namespace carry the host
// namespace's name in it too.
func (w *World) marker(ref Ref) string {
	if ref.Namespace == "" {
		return w.settings.Namespace + "-x-" + w.settings.Name
	}
	return w.settings.Name
}

// existingCopy is hostCopy for steps that need one.
func (w *World) existingCopy(ctx context.Context, ref Ref) (*unstructured.Unstructured, Ref, error) {
	object, err := w.hostCopy(ctx, ref)
	if err != nil {
		return nil, Ref{}, err
	}
	if object == nil {
		return nil, Ref{}, w.mismatch(ctx, ref, Field{"host copy", "one", "none"})
	}
	ref.Namespace, ref.Name = object.GetNamespace(), object.GetName()
	return object, ref, nil
}

// mismatch collects both objects beside the fields that differ; nil when none does.
func (w *World) mismatch(ctx context.Context, ref Ref, fields ...Field) error {
	if len(fields) == 0 {
		return nil
	}
	virtual, _ := w.target.Get(ctx, Virtual, ref)
	host, _ := w.hostCopy(ctx, ref)
	return &Mismatch{Subject: ref.String(), Fields: fields, Virtual: virtual, Host: host}
}
