package steps

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// fake is a target of maps without an engine: it does what it is told, and
// refuses what it is told to refuse.
type fake struct {
	objects map[Side]map[Ref]*unstructured.Unstructured
	refuse  error
	reject  *Refused
	log     []string
	started []Settings
	stops   int
}

func newFake() *fake {
	return &fake{objects: map[Side]map[Ref]*unstructured.Unstructured{Host: {}, Virtual: {}}}
}

func (f *fake) Get(_ context.Context, side Side, ref Ref) (*unstructured.Unstructured, error) {
	object, ok := f.objects[side][ref]
	if !ok {
		return nil, apierrors.NewNotFound(ref.Resource.GroupResource(), ref.Name)
	}
	return object, nil
}

func (f *fake) List(_ context.Context, side Side, resource schema.GroupVersionResource, namespace string) ([]unstructured.Unstructured, error) {
	var found []unstructured.Unstructured
	for ref, object := range f.objects[side] {
		if ref.Resource == resource && (namespace == "" || ref.Namespace == namespace) {
			found = append(found, *object)
		}
	}
	return found, nil
}

func (f *fake) Create(_ context.Context, side Side, ref Ref, object *unstructured.Unstructured) error {
	if _, ok := f.objects[side][ref]; ok {
		return apierrors.NewAlreadyExists(ref.Resource.GroupResource(), ref.Name)
	}
	if f.refuse != nil && ref.Kind != "Namespace" && ref.Name != "vcluster" && ref.Name != "kube-dns" {
		return f.refuse
	}
	f.objects[side][ref] = object
	return nil
}

func (f *fake) Patch(_ context.Context, side Side, ref Ref, patch map[string]any, _ string) error {
	for key, value := range patch {
		f.objects[side][ref].Object[key] = value
	}
	return f.refuse
}

func (f *fake) Delete(_ context.Context, side Side, ref Ref, _ *int64) error {
	delete(f.objects[side], ref)
	return f.refuse
}

func (f *fake) Start(_ context.Context, settings Settings) error {
	f.started = append(f.started, settings)
	if f.reject != nil {
		return f.reject
	}
	return nil
}

func (f *fake) Stop(context.Context) error   { f.stops++; return nil }
func (f *fake) Log() []string                { return f.log }
func (f *fake) Settle(context.Context) error { return nil }
