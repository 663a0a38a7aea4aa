package object_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
)

func TestContentIsWhatNoServerAdds(t *testing.T) {
	t.Parallel()
	type fields = map[string]any
	sent := func() fields {
		return fields{"kind": "Secret", "metadata": fields{"name": "a", "labels": fields{"x": "1"}}, "data": fields{"k": "dg=="}}
	}
	for name, c := range map[string]struct {
		stored func(fields)
		same   bool
	}{
		"as it was sent": {func(fields) {}, true},
		"with what servers add": {func(o fields) {
			m := o["metadata"].(fields)
			m["uid"], m["resourceVersion"], m["generation"] = "u", "7", int64(1)
		}, true},
		"with an empty status": {func(o fields) { o["status"] = fields{} }, true},
		"with another value":   {func(o fields) { o["data"] = fields{"k": "dw=="} }, false},
		"without a field":      {func(o fields) { delete(o, "data") }, false},
		"with another field":   {func(o fields) { o["type"] = "Opaque" }, false},
		"with another label":   {func(o fields) { o["metadata"].(fields)["labels"] = fields{"x": "1", "y": "2"} }, false},
		"with an annotation":   {func(o fields) { o["metadata"].(fields)["annotations"] = fields{"x": "1"} }, false},
		"with a finalizer":     {func(o fields) { o["metadata"].(fields)["finalizers"] = []any{"x/y"} }, false},
		"being deleted":        {func(o fields) { o["metadata"].(fields)["deletionTimestamp"] = "2026-01-01T00:00:00Z" }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			stored := sent()
			c.stored(stored)
			a, b := &unstructured.Unstructured{Object: sent()}, &unstructured.Unstructured{Object: stored}
			require.Equal(t, c.same, object.SameContent(a, b))
			require.Equal(t, c.same, object.SameContent(b, a))
		})
	}
	require.False(t, object.SameContent(nil, nil), "no object has content")
}
