package cluster

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSmallMapsOfEqualContentAreOne(t *testing.T) {
	t.Parallel()
	pod := func(name string) map[string]any {
		return map[string]any{
			"hostname": name,
			"containers": []any{map[string]any{"name": "app", "env": []any{
				map[string]any{"name": "A", "value": "1"},
				map[string]any{"name": "B", "valueFrom": map[string]any{"secretKeyRef": map[string]any{"name": name}}},
			}}},
			"tolerations": []any{map[string]any{"key": "k", "tolerationSeconds": int64(300)}, map[string]any{"key": "k", "tolerationSeconds": int64(301)}},
		}
	}
	s := sharing{}
	a, b := pod("a"), pod("b")
	s.within(a)
	s.within(b)
	require.Equal(t, pod("a"), a, "what is shared is the same")
	require.Equal(t, pod("b"), b)
	one := func(o map[string]any, list string, i int) uintptr {
		return reflect.ValueOf(o[list].([]any)[i]).Pointer()
	}
	require.Equal(t, one(a, "tolerations", 0), one(b, "tolerations", 0))
	require.NotEqual(t, one(a, "tolerations", 0), one(b, "tolerations", 1))
	require.NotEqual(t, one(a, "containers", 0), one(b, "containers", 0), "a map that holds maps is its own")
}

func TestNoMoreThanSoManyMapsAreRemembered(t *testing.T) {
	t.Parallel()
	s := sharing{}
	for i := range shareMost + 10 {
		s.within([]any{map[string]any{"n": fmt.Sprint(i)}})
	}
	require.Len(t, s, shareMost)
}
