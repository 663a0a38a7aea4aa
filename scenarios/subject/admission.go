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
			return false, nil
		}
		return err == nil, err
	})
	if err != nil {
		return fmt.Errorf("waiting for the %s API server to admit pods of the new priority class %q: %w", side, class, err)
	}
	return nil
}
