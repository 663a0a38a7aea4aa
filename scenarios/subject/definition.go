package subject

import (
	"context"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/wait"

	"github.com/syncspec/syncspec/steps"
)

// served returns once an API server serves every version of a new custom resource:
// it takes a moment, and a person is never that fast.
func (s *Subject) served(ctx context.Context, side steps.Side, definition *unstructured.Unstructured) error {
	spec, _, _ := unstructured.NestedMap(definition.Object, "spec")
	group, _, _ := unstructured.NestedString(spec, "group")
	plural, _, _ := unstructured.NestedString(spec, "names", "plural")
	versions, _, _ := unstructured.NestedSlice(spec, "versions")
	for _, one := range versions {
		version, _ := one.(map[string]any)
		name, _ := version["name"].(string)
		if version["served"] != true {
			continue
		}
		resource := s.of(side).Resource(schema.GroupVersionResource{Group: group, Version: name, Resource: plural})
		err := wait.PollUntilContextTimeout(ctx, 10*time.Millisecond, 30*time.Second, true, func(ctx context.Context) (bool, error) {
			_, err := resource.List(ctx, metav1.ListOptions{Limit: 1})
			if apierrors.IsNotFound(err) {
				return false, nil
			}
			return err == nil, err
		})
		if err != nil {
			return fmt.Errorf("waiting for the %s API server to serve %s/%s: %w", side, definition.GetName(), name, err)
		}
	}
	return s.aged(ctx, side, definition.GetName())
}

// aged makes a definition look as if it had been there for a while, as those on a
// host have: an API server holds each create of a kind that was established within
// the last two seconds for two seconds, for the sake of others beside it.
func (s *Subject) aged(ctx context.Context, side steps.Side, name string) error {
	resource := s.of(side).Resource(schema.GroupVersionResource{Group: "apiextensions.k8s.io", Version: "v1", Resource: "customresourcedefinitions"})
	definition, err := resource.Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		return fmt.Errorf("reading definition %s of the %s API server: %w", name, side, err)
	}
	conditions, _, _ := unstructured.NestedSlice(definition.Object, "status", "conditions")
	for _, one := range conditions {
		condition, _ := one.(map[string]any)
		if condition["type"] != "Established" || condition["lastTransitionTime"] == nil {
			continue // a server that keeps no times holds nothing
		}
		condition["lastTransitionTime"] = time.Now().Add(-time.Minute).UTC().Format(time.RFC3339)
		_ = unstructured.SetNestedSlice(definition.Object, conditions, "status", "conditions") // it was a slice of plain values
		if _, err := resource.UpdateStatus(ctx, definition, metav1.UpdateOptions{}); err != nil && !apierrors.IsConflict(err) {
			return fmt.Errorf("ageing definition %s of the %s API server: %w", name, side, err)
		}
	}
	return nil
}
