package object_test

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"testing"

	jsonpatch "gopkg.in/evanphx/json-patch.v4"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/object"
)

func TestMergePatch(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ from, to, want map[string]any }{
		"nothing between equals":             {m("a", "x"), m("a", "x"), nil},
		"nothing between nothing":            {nil, nil, nil},
		"nothing for what is empty":          {m("a", m(), "b", nil), m("c", []any{}), nil},
		"nothing for another kind of number": {m("a", int64(1)), m("a", 1.0), nil},
		"a changed field":                    {m("a", "x", "b", "y"), m("a", "z", "b", "y"), m("a", "z")},
		"a new field":                        {m("a", "x"), m("a", "x", "b", "y"), m("b", "y")},
		"a field that goes":                  {m("a", "x", "b", "y"), m("a", "x"), m("b", nil)},
		"a field that becomes null":          {m("a", "x"), m("a", nil), m("a", nil)},
		"only what differs deep down":        {m("a", m("b", "x", "c", "y")), m("a", m("b", "x", "c", "z")), m("a", m("c", "z"))},
		"a key that goes deep down":          {m("a", m("b", "x", "c", "y")), m("a", m("b", "x")), m("a", m("c", nil))},
		"every key of a map that is emptied": {m("a", m("b", "x")), m("a", m()), m("a", m("b", nil))},
		"a map that goes":                    {m("a", m("b", "x")), m(), m("a", nil)},
		"a list is replaced whole":           {m("a", list("x", "y")), m("a", list("x")), m("a", list("x"))},
		"a list that is emptied":             {m("a", list("x")), m("a", list()), m("a", list())},
		"a map in place of a text":           {m("a", "x"), m("a", m("b", "y")), m("a", m("b", "y"))},
		"a text in place of a map":           {m("a", m("b", "y")), m("a", "x"), m("a", "x")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, object.MergePatch(c.from, c.to))
			require.True(t, object.Equal(c.to, object.Apply(c.from, c.want)))
		})
	}
}

// The engine applies its own patches nowhere but in tests; what a server makes of
// them is what the reference implementation makes of them.
func TestApplyingAPatchGivesTheOtherObject(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewSource(20))
	for i := range 500 {
		from, to := anyObject(random, 3), anyObject(random, 3)
		if i%2 == 0 {
			to = mutated(random, from)
		}
		before, wanted := runtime.DeepCopyJSON(from), runtime.DeepCopyJSON(to)
		patch := object.MergePatch(from, to)
		require.Equal(t, object.Equal(from, to), patch == nil, "object %d: nil when there is nothing to change", i)

		applied := object.Apply(from, patch)
		require.True(t, object.Equal(to, applied), "object %d: want %v, got %v", i, to, applied)
		require.Nil(t, object.MergePatch(applied, to), "object %d: no second patch", i)
		require.True(t, object.Equal(to, served(t, from, patch)), "object %d: a server makes something else of it", i)
		require.Equal(t, before, from, "object %d: the arguments are not changed", i)
		require.Equal(t, wanted, to, "object %d: the arguments are not changed", i)
	}
}

func TestAPatchSharesNothingWithItsObject(t *testing.T) {
	t.Parallel()
	to := m("a", list(m("b", "x")), "c", m("d", "x"))
	patch := object.MergePatch(nil, to)
	patch["a"].([]any)[0].(map[string]any)["b"] = "changed"
	patch["c"].(map[string]any)["d"] = "changed"
	require.Equal(t, m("a", list(m("b", "x")), "c", m("d", "x")), to)
}

// served is what an API server makes of an object and a merge patch.
func served(t *testing.T, from, patch map[string]any) map[string]any {
	t.Helper()
	if patch == nil {
		return from
	}
	original, err := json.Marshal(from)
	require.NoError(t, err)
	change, err := json.Marshal(patch)
	require.NoError(t, err)
	merged, err := jsonpatch.MergePatch(original, change)
	require.NoError(t, err)
	var result map[string]any
	require.NoError(t, json.Unmarshal(merged, &result))
	return result
}

// anyObject is a random object; the same seed gives the same one.
func anyObject(r *rand.Rand, depth int) map[string]any {
	made := map[string]any{}
	for range r.Intn(5) {
		made[anyKey(r)] = anyValue(r, depth)
	}
	return made
}

func anyKey(r *rand.Rand) string { return fmt.Sprintf("key%d", r.Intn(6)) }

func anyValue(r *rand.Rand, depth int) any {
	kind := r.Intn(8)
	if depth == 0 {
		kind = r.Intn(6)
	}
	switch kind {
	case 0:
		return nil
	case 1:
		return int64(r.Intn(3))
	case 2:
		return r.Intn(2) == 0
	case 3:
		return ""
	case 4, 5:
		return fmt.Sprintf("text%d", r.Intn(3))
	case 6:
		values := make([]any, r.Intn(3))
		for i := range values {
			values[i] = anyValue(r, depth-1)
		}
		return values
	}
	return anyObject(r, depth-1)
}

// mutated is an object with a few fields changed, added and taken away.
func mutated(r *rand.Rand, from map[string]any) map[string]any {
	to := runtime.DeepCopyJSON(from)
	for key, value := range to {
		switch inner, isMap := value.(map[string]any); {
		case isMap && r.Intn(2) == 0:
			to[key] = mutated(r, inner)
		case r.Intn(4) == 0:
			delete(to, key)
		}
	}
	if r.Intn(2) == 0 {
		to[anyKey(r)] = anyValue(r, 2)
	}
	return to
}
