package memory

import (
	"fmt"
	"strconv"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/watch"
)

// firstVersion is where resourceVersions start; 0 means "any" to a server.
const firstVersion = 100

// load returns a copy of one stored object, in the version of its kind.
func (s *server) load(at target) (*unstructured.Unstructured, error) {
	stored, err := s.fake.Tracker().Get(at.kind.storage(), at.namespace, at.name)
	if err != nil {
		if apierrors.IsNotFound(err) {
			return nil, apierrors.NewNotFound(at.kind.resource.GroupResource(), at.name)
		}
		return nil, fmt.Errorf("reading the store: %w", err)
	}
	return at.kind.shown(stored.(*unstructured.Unstructured)), nil
}

// all returns copies of the stored objects of a namespace, or of all, by namespace and name.
func (s *server) all(k *kind, namespace string) ([]unstructured.Unstructured, error) {
	storage := k.storage()
	stored, err := s.fake.Tracker().List(storage, storage.GroupVersion().WithKind(k.kind), namespace)
	if err != nil {
		return nil, fmt.Errorf("reading the store: %w", err)
	}
	items := stored.(*unstructured.UnstructuredList).Items
	for i := range items {
		items[i] = *k.shown(&items[i])
	}
	return items, nil
}

// add stores a new object under the next resourceVersion.
func (s *server) add(k *kind, object *unstructured.Unstructured) error {
	s.stamp(object)
	stored := k.kept(object)
	if err := s.fake.Tracker().Create(k.storage(), stored, object.GetNamespace()); err != nil {
		return err
	}
	s.after = object
	s.publish(k.storage(), change{kind: watch.Added, now: stored})
	return nil
}

// replace stores an object in its predecessor's place.
func (s *server) replace(k *kind, object, old *unstructured.Unstructured) error {
	s.stamp(object)
	stored := k.kept(object)
	if err := s.fake.Tracker().Update(k.storage(), stored, object.GetNamespace()); err != nil {
		return fmt.Errorf("writing the store: %w", err)
	}
	s.after = object
	s.publish(k.storage(), change{kind: watch.Modified, now: stored, before: k.kept(old)})
	return nil
}

// remove takes an object out of the store; last is how watchers see it go.
func (s *server) remove(k *kind, last *unstructured.Unstructured) error {
	if err := s.fake.Tracker().Delete(k.storage(), last.GetNamespace(), last.GetName()); err != nil {
		return fmt.Errorf("writing the store: %w", err)
	}
	s.after = last
	gone := k.kept(last.DeepCopy())
	s.stamp(gone)
	s.publish(k.storage(), change{kind: watch.Deleted, now: gone, before: gone})
	if k.along == nil {
		return nil
	}
	err := k.along(s, last)
	s.after = last
	return err
}

func (s *server) stamp(object *unstructured.Unstructured) {
	s.pair.version++
	object.SetResourceVersion(s.current())
}

// current is the newest resourceVersion of the pair.
func (s *server) current() string { return strconv.FormatInt(s.pair.version, 10) }

// find reads one object of another kind as its Go type; false when there is none.
func find[T object](s *server, resource schema.GroupVersionResource, namespace, name string) (T, bool) {
	var none T
	k := s.kinds[resource]
	stored, err := s.load(target{kind: k, namespace: namespace, name: name})
	if err != nil {
		return none, false
	}
	typed, err := k.decode(stored)
	if err != nil {
		return none, false
	}
	return typed.(T), true
}

// every reads all objects of another kind as their Go type.
func every[T object](s *server, resource schema.GroupVersionResource) []T {
	k := s.kinds[resource]
	items, err := s.all(k, "")
	if err != nil {
		return nil
	}
	found := make([]T, 0, len(items))
	for i := range items {
		if typed, err := k.decode(&items[i]); err == nil {
			found = append(found, typed.(T))
		}
	}
	return found
}
