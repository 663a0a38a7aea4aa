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
	return nil
}
