package subject

import (
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/steps"
)

func TestARealNodeServesForOneOfItsHandlersAndLabels(t *testing.T) {
	t.Parallel()
	node := unstructured.Unstructured{Object: map[string]any{
		"metadata": map[string]any{"labels": map[string]any{"sandbox": "gvisor"}},
		"status":   map[string]any{"runtimeHandlers": []any{map[string]any{"name": ""}, map[string]any{"name": "runsc"}}},
	}}
	require.True(t, serves(node, steps.Node{}))
	require.True(t, serves(node, steps.Node{Handlers: []string{"runsc"}, Labels: map[string]string{"sandbox": "gvisor"}}))
	require.False(t, serves(node, steps.Node{Handlers: []string{"kata"}}))
	require.False(t, serves(node, steps.Node{Labels: map[string]string{"sandbox": "none"}}))
}
