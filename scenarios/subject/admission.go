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

// admitted returns once the API server's own admission knows a new priority
// class. It reads classes from a cache of its own and, unlike that of runtime
// classes, refuses a pod whose class it has not seen yet; a person is never that
// fast. The server is asked without anything being made.
func (s *Subject) admitted(ctx context.Context, side steps.Side, class string) error {
	pods := s.at(side, steps.Ref{Resource: schema.GroupVersionResource{Version: "v1", Resource: "pods"}, Namespace: metav1.NamespaceDefault})
	probe := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Pod",
		"metadata": map[string]any{"generateName": "probe-", "namespace": metav1.NamespaceDefault},
		"spec": map[string]any{
			"priorityClassName": class,
			"containers":        []any{map[string]any{"name": "probe", "image": "probe"}},
		},
	}}
	err := wait.PollUntilContextTimeout(ctx, 5*time.Millisecond, 10*time.Second, true, func(ctx context.Context) (bool, error) {
		_, err := pods.Create(ctx, probe.DeepCopy(), metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
		if apierrors.IsForbidden(err) {
			return s.gone(ctx, side, class), nil
		}
		return err == nil, err
	})
	if err != nil {
		return fmt.Errorf("waiting for the %s API server to admit pods of the new priority class %q: %w", side, class, err)
	}
	return nil
}

// gone reports whether a priority class is not there any more: an engine is quick to
// delete one of the tenant's own.
func (s *Subject) gone(ctx context.Context, side steps.Side, class string) bool {
	classes := s.at(side, steps.Ref{Resource: schema.GroupVersionResource{Group: "scheduling.k8s.io", Version: "v1", Resource: "priorityclasses"}})
	_, err := classes.Get(ctx, class, metav1.GetOptions{})
	return apierrors.IsNotFound(err)
}

// mutating returns once the API server changes new pods as a new policy says: it
// reads policies from a cache of its own, too. The binding selects pods by labels.
func (s *Subject) mutating(ctx context.Context, side steps.Side, binding *unstructured.Unstructured) error {
	selected, found, err := unstructured.NestedStringMap(binding.Object, "spec", "matchResources", "objectSelector", "matchLabels")
	if err != nil || !found {
		return fmt.Errorf("the binding %q says by no matchLabels which pods it means: others must not be changed", binding.GetName())
	}
	pods := s.at(side, steps.Ref{Resource: schema.GroupVersionResource{Version: "v1", Resource: "pods"}, Namespace: metav1.NamespaceDefault})
	probe := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Pod",
		"metadata": map[string]any{"generateName": "probe-", "namespace": metav1.NamespaceDefault},
		"spec":     map[string]any{"containers": []any{map[string]any{"name": "probe", "image": "probe"}}},
	}}
	probe.SetLabels(selected)
	err = wait.PollUntilContextTimeout(ctx, 20*time.Millisecond, 10*time.Second, true, func(ctx context.Context) (bool, error) {
		made, err := pods.Create(ctx, probe.DeepCopy(), metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
		if err != nil {
			return false, err
		}
		containers, _, err := unstructured.NestedSlice(made.Object, "spec", "containers")
		return len(containers) > 1, err
	})
	if err != nil {
		return fmt.Errorf("waiting for the %s API server to inject a container as %q says: %w", side, binding.GetName(), err)
	}
	return nil
}
