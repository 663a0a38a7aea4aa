package object_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/object"
)

func TestChangedNamesEveryFieldThatDiffers(t *testing.T) {
	before := map[string]any{
		"metadata": map[string]any{"labels": map[string]any{"a.b/c": "1", "same": "x"}},
		"spec":     map[string]any{"ports": []any{map[string]any{"port": int64(80)}, map[string]any{"port": int64(81)}}, "gone": true},
		"empty":    map[string]any{},
	}
	after := map[string]any{
		"metadata": map[string]any{"labels": map[string]any{"a.b/c": "2", "same": "x"}},
		"spec":     map[string]any{"ports": []any{map[string]any{"port": int64(80)}, map[string]any{"port": int64(82)}}, "list": []any{"new"}},
	}
	require.Equal(t, []string{
		`metadata.labels["a.b/c"]`, "spec.gone", "spec.list", "spec.ports[1].port",
	}, object.Changed(before, after))
	require.Empty(t, object.Changed(before, before))
}
