package object_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/object"
)

func TestEqual(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		a, b any
		want bool
	}{
		"texts":                                      {"a", "a", true},
		"other texts":                                {"a", "b", false},
		"booleans":                                   {true, true, true},
		"a boolean is no text":                       {true, "true", false},
		"integers":                                   {int64(1), int64(1), true},
		"an integer equals the same float":           {int64(1), 1.0, true},
		"an int equals the same integer":             {1, int64(1), true},
		"a number is no text":                        {int64(1), "1", false},
		"neighbours above 2^53 differ":               {int64(1<<53 + 1), int64(1 << 53), false},
		"large integers equal themselves":            {int64(1<<62 + 1), int64(1<<62 + 1), true},
		"zero is not missing":                        {int64(0), nil, false},
		"false is not missing":                       {false, nil, false},
		"an empty text is not missing":               {"", nil, false},
		"null equals null":                           {nil, nil, true},
		"an empty map is missing":                    {map[string]any{}, nil, true},
		"an empty list is missing":                   {nil, []any{}, true},
		"an empty map equals an empty list":          {map[string]any{}, []any{}, true},
		"a nil map equals an empty one":              {map[string]any(nil), map[string]any{}, true},
		"lists in the same order":                    {list("a", "b"), list("a", "b"), true},
		"lists in another order differ":              {list("a", "b"), list("b", "a"), false},
		"a longer list differs":                      {list("a"), list("a", "a"), false},
		"a list is no map":                           {list("a"), m("a", "a"), false},
		"a map is no list":                           {m("a", "a"), list("a"), false},
		"maps":                                       {m("a", "x", "b", int64(1)), m("b", 1.0, "a", "x"), true},
		"a key more differs":                         {m("a", "x"), m("a", "x", "b", "y"), false},
		"a key less differs":                         {m("a", "x", "b", "y"), m("a", "x"), false},
		"a null key is missing":                      {m("a", "x", "b", nil), m("a", "x"), true},
		"an empty key is missing":                    {m("a", "x"), m("a", "x", "b", map[string]any{}), true},
		"a map of null equals nothing but a map":     {m("a", nil), nil, false},
		"differences are found deep down":            {m("a", list(m("b", "x"))), m("a", list(m("b", "y"))), false},
		"empty is missing deep down":                 {m("a", list(m("b", "x", "c", []any{}))), m("a", list(m("b", "x"))), true},
		"numbers are compared by value in any depth": {m("a", list(int64(2))), m("a", list(2.0)), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, object.Equal(c.a, c.b))
			require.Equal(t, c.want, object.Equal(c.b, c.a), "it does not matter which comes first")
		})
	}
}

func list(values ...any) []any { return values }

// m is a map of its arguments: key, value, key, value.
func m(pairs ...any) map[string]any {
	made := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		made[pairs[i].(string)] = pairs[i+1]
	}
	return made
}
