package subject

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"

	"encoding/json"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/scenarios/authority"
	"github.com/syncspec/syncspec/steps"
)

type client = dynamic.Interface

// of returns the client a person has: the tenant's in the virtual cluster, the
// administrator's on the host.
func (s *Subject) of(side steps.Side) client {
	if side == steps.Virtual {
		return s.tenant
	}
	return s.admin
}

func (s *Subject) at(side steps.Side, ref steps.Ref) dynamic.ResourceInterface {
	resource := s.of(side).Resource(ref.Resource)
	if ref.Namespace == "" {
		return resource
	}
	return resource.Namespace(ref.Namespace)
}

// Get reads one object.
func (s *Subject) Get(ctx context.Context, side steps.Side, ref steps.Ref) (*unstructured.Unstructured, error) {
	return s.at(side, ref).Get(ctx, ref.Name, metav1.GetOptions{})
}

// List reads the objects of one namespace, or of all when namespace is empty.
func (s *Subject) List(ctx context.Context, side steps.Side, resource schema.GroupVersionResource, namespace string) ([]unstructured.Unstructured, error) {
	list, err := s.at(side, steps.Ref{Resource: resource, Namespace: namespace}).List(ctx, metav1.ListOptions{})
	if err != nil {
		return nil, err
	}
	return list.Items, nil
}

// Create makes one object.
func (s *Subject) Create(ctx context.Context, side steps.Side, ref steps.Ref, object *unstructured.Unstructured) error {
	made, err := s.at(side, ref).Create(ctx, object, metav1.CreateOptions{})
	if err != nil {
		return err
	}
	s.wrote(markOf(side, ref, made))
	switch {
	case ref.Kind == "PriorityClass":
		return s.admitted(ctx, side, made.GetName())
	case ref.Kind == "MutatingAdmissionPolicyBinding":
		return s.mutating(ctx, side, made)
	case ref.Resource.Group == authority.Group:
		return s.authorized(ctx)
	case ref.Kind == "CustomResourceDefinition":
		return s.served(ctx, side, made)
	}
	return nil
}

// bind posts a binding to the node that a patch names; the pod is read to know
// what the engine must see.
func (s *Subject) bind(ctx context.Context, side steps.Side, ref steps.Ref, patch map[string]any) error {
	node, _, err := unstructured.NestedString(patch, "spec", "nodeName")
	if err != nil {
		return err
	}
	pods := s.at(side, ref)
	_, err = pods.Create(ctx, &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Binding", "metadata": map[string]any{"name": ref.Name, "namespace": ref.Namespace},
		"target": map[string]any{"apiVersion": "v1", "kind": "Node", "name": node},
	}}, metav1.CreateOptions{}, "binding")
	if err != nil {
		return err
	}
	bound, err := pods.Get(ctx, ref.Name, metav1.GetOptions{})
	if err == nil {
		s.wrote(markOf(side, ref, bound))
	}
	return err
}

// Patch sends a JSON merge patch; subresource is empty, or one that takes patches.
// To "binding" a Binding is posted instead.
func (s *Subject) Patch(ctx context.Context, side steps.Side, ref steps.Ref, patch map[string]any, subresource string) error {
	if subresource == "binding" {
		return s.bind(ctx, side, ref, patch)
	}
	body, err := json.Marshal(patch)
	if err != nil {
		return err
	}
	var subresources []string
	if subresource != "" {
		subresources = []string{subresource}
	}
	after, err := s.at(side, ref).Patch(ctx, ref.Name, types.MergePatchType, body, metav1.PatchOptions{}, subresources...)
	if err != nil {
		return err
	}
	mark := markOf(side, ref, after)
	if after.GetDeletionTimestamp() != nil { // taking the last finalizer away is a deletion
		if _, err := s.Get(ctx, side, ref); apierrors.IsNotFound(err) {
			mark.ResourceVersion = ""
		}
	}
	s.wrote(mark)
	if ref.Resource.Group == authority.Group {
		return s.authorized(ctx)
	}
	return nil
}

// Delete deletes with the kind's default grace period; grace overrides it when
// not nil. The object is read before and after: only so is it known which one
// the engine must see vanish, and whether it vanishes at once or only begins to.
func (s *Subject) Delete(ctx context.Context, side steps.Side, ref steps.Ref, grace *int64) error {
	resource := s.at(side, ref)
	before, err := resource.Get(ctx, ref.Name, metav1.GetOptions{})
	if err != nil {
		return err
	}
	if err := resource.Delete(ctx, ref.Name, metav1.DeleteOptions{GracePeriodSeconds: grace}); err != nil {
		return err
	}
	after, err := resource.Get(ctx, ref.Name, metav1.GetOptions{})
	switch {
	case err == nil && after.GetUID() == before.GetUID():
		s.wrote(markOf(side, ref, after))
	case err == nil || apierrors.IsNotFound(err):
		gone := markOf(side, ref, before)
		gone.ResourceVersion = ""
		s.wrote(gone)
	default:
		return err
	}
	if ref.Resource.Group == authority.Group {
		return s.authorized(ctx)
	}
	return nil
}

func markOf(side steps.Side, ref steps.Ref, object *unstructured.Unstructured) engine.Mark {
	return engine.Mark{
		Side: cluster.Side(side), Resource: ref.Resource,
		Namespace: object.GetNamespace(), Name: object.GetName(),
		UID: string(object.GetUID()), ResourceVersion: object.GetResourceVersion(), Labels: object.GetLabels(),
	}
}
