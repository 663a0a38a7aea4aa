package subject

import (
	"context"
	"fmt"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/steps"
)

// existing are clusters that somebody else runs: they have nodes and controllers, and
// are given none.
type existing interface {
	Controlled(side steps.Side) bool
}

// find looks among the nodes of the host for one that is as each wanted one is to be.
func (s *Subject) find(ctx context.Context, wanted []steps.Node) error {
	nodes, err := s.admin.Resource(schema.GroupVersionResource{Version: "v1", Resource: "nodes"}).List(ctx, metav1.ListOptions{})
	if err != nil {
		return fmt.Errorf("listing the nodes of the host: %w", err)
	}
	for _, n := range wanted {
		if !slices.ContainsFunc(nodes.Items, func(node unstructured.Unstructured) bool { return serves(node, n) }) {
			return fmt.Errorf("no node of the host is what %s is to be: labels %v, runtime handlers %s", n.Name, n.Labels, strings.Join(n.Handlers, ", "))
		}
	}
	return nil
}

func serves(node unstructured.Unstructured, wanted steps.Node) bool {
	declared, _, _ := unstructured.NestedSlice(node.Object, "status", "runtimeHandlers")
	for _, handler := range wanted.Handlers {
		if !slices.ContainsFunc(declared, func(d any) bool { h, _ := d.(map[string]any); return h["name"] == handler }) {
			return false
		}
	}
	return labels.SelectorFromSet(wanted.Labels).Matches(labels.Set(node.GetLabels()))
}
