package memory

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// delete answers a deletion: at once, or by a mark when somebody must agree first.
func (s *server) delete(at target, options metav1.DeleteOptions) error {
	k := at.kind
	if err := mayDelete(at); err != nil {
		return err
	}
	current, err := s.load(at)
	if err != nil {
		return err
	}
	if err := k.checkPreconditions(current, options.Preconditions); err != nil {
		return err
	}
	if err := s.allowed(k, current); err != nil {
		return err
	}
	leaving, err := k.decode(current)
	if err != nil {
		return err
	}
	if namespace, ok := asNamespace(leaving); ok && len(namespace.Spec.Finalizers) > 0 {
		terminate(namespace)
		return s.mark(k, leaving, current)
	}
	return s.deleteObject(k, leaving, current, options)
}

func (s *server) deleteObject(k *kind, leaving object, current *unstructured.Unstructured, options metav1.DeleteOptions) error {
	graceful, pending := false, false
	if k.grace != nil {
		graceful, pending = k.beginGrace(leaving, &options)
	}
	if pending {
		s.after = current
		return nil
	}
	collectorFinalizers(leaving, options.PropagationPolicy)
	waits := len(leaving.GetFinalizers()) > 0
	if !graceful && waits {
		markDeleted(leaving)
	}
	if graceful || waits {
		if err := s.mark(k, leaving, current); err != nil {
			return err
		}
	}
	if waits || graceful && *options.GracePeriodSeconds > 0 {
		return nil
	}
	last, err := k.encode(leaving)
	if err != nil {
		return err
	}
	last.SetResourceVersion(s.lastVersion(current))
	return s.remove(k, last)
}

// lastVersion is the resourceVersion an object had just before its removal.
func (s *server) lastVersion(current *unstructured.Unstructured) string {
	if s.after != nil {
		return s.after.GetResourceVersion()
	}
	return current.GetResourceVersion()
}

// mark stores an object that stays for a while after its deletion.
func (s *server) mark(k *kind, leaving object, current *unstructured.Unstructured) error {
	encoded, err := k.encode(leaving)
	if err != nil {
		return err
	}
	if reflect.DeepEqual(encoded.Object, current.Object) {
		s.after = current
		return nil
	}
	return s.replace(k, encoded, current)
}

func (k *kind) checkPreconditions(current *unstructured.Unstructured, wanted *metav1.Preconditions) error {
	if wanted == nil {
		return nil
	}
	// The real server puts the kind where the resource belongs.
	where := schema.GroupResource{Group: k.resource.Group, Resource: k.kind}
	if wanted.UID != nil && *wanted.UID != current.GetUID() {
		return apierrors.NewConflict(where, current.GetName(), fmt.Errorf(
			"the UID in the precondition (%s) does not match the UID in record (%s). The object might have been deleted and then recreated", *wanted.UID, current.GetUID()))
	}
	if wanted.ResourceVersion != nil && *wanted.ResourceVersion != current.GetResourceVersion() {
		return apierrors.NewConflict(where, current.GetName(), fmt.Errorf(
			"the ResourceVersion in the precondition (%s) does not match the ResourceVersion in record (%s). The object might have been modified", *wanted.ResourceVersion, current.GetResourceVersion()))
	}
	return nil
}

// markDeleted is the mark of kinds that know no grace.
func markDeleted(leaving object) {
	if leaving.GetDeletionGracePeriodSeconds() == nil && leaving.GetGeneration() > 0 {
		leaving.SetGeneration(leaving.GetGeneration() + 1)
	}
	now := metav1.NewTime(time.Now())
	if at := leaving.GetDeletionTimestamp(); at == nil || at.After(now.Time) {
		leaving.SetDeletionTimestamp(&now)
	}
	leaving.SetDeletionGracePeriodSeconds(new(int64))
}

// collectorFinalizers adds what a garbage collector would wait for.
func collectorFinalizers(leaving object, policy *metav1.DeletionPropagation) {
	if policy == nil {
		return
	}
	finalizer := ""
	switch *policy {
	case metav1.DeletePropagationOrphan:
		finalizer = metav1.FinalizerOrphanDependents
	case metav1.DeletePropagationForeground:
		finalizer = metav1.FinalizerDeleteDependents
	}
	if finalizer != "" && !slices.Contains(leaving.GetFinalizers(), finalizer) {
		leaving.SetFinalizers(append(slices.Clone(leaving.GetFinalizers()), finalizer))
	}
}

// deleteCollection deletes everything that matches, one by one.
func (s *server) deleteCollection(at target, options metav1.DeleteOptions, list metav1.ListOptions) error {
	matches, err := at.kind.matcher(list)
	if err != nil {
		return err
	}
	items, err := s.all(at.kind, at.namespace)
	if err != nil {
		return err
	}
	for i := range items {
		if !matches(&items[i]) {
			continue
		}
		at.name, at.namespace = items[i].GetName(), items[i].GetNamespace()
		s.after = nil
		if err := s.delete(at, options); err != nil {
			return err
		}
	}
	s.after = nil
	return nil
}
