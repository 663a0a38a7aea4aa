package path_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/path"
)

func TestMissingNamesTheObjectsOnTheWay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text   string
		object map[string]any
		want   []string
	}{
		"PATCH-21: one that is null":          {`spec.template.metadata.labels["a"]`, m("spec", m("template", nil)), []string{"spec.template"}},
		"PATCH-21: one that is not there":     {`spec.template.metadata.labels["a"]`, m("spec", m()), []string{"spec.template"}},
		"PATCH-21: the one that holds a key":  {`metadata.labels["a"]`, m("metadata", m()), []string{"metadata.labels"}},
		"one in each entry":                   {`a[*].b.c`, m("a", []any{m(), m("b", m()), m("b", nil)}), []string{"a.0.b", "a.2.b"}},
		"a null that a wildcard looks into":   {`a[*]`, m("a", nil), []string{"a"}},
		"not a key that could be added":       {`a["b"]`, m("a", m()), nil},
		"not a plain field":                   {`a.b`, m("a", m()), nil},
		"not a field that is null":            {`a.b`, m("a", m("b", nil)), nil},
		"PATCH-31: not what is in the way":    {`a.b.c`, m("a", "x"), nil},
		"PATCH-23: not an entry of a list":    {`a[3].b`, m("a", []any{}), nil},
		"PATCH-57: never in the whole object": {``, m(), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, path.Must(c.text).Missing(c.object))
		})
	}
}

func TestAPlaceIsWrittenSoThatItCanBeRead(t *testing.T) {
	t.Parallel()
	object := m("notes", m("a.b/c", "1", "plain", "2", "*", "3", `say "hi"`, "4", " ", "5", "0", "6", `back\\lash`, "7", "größe", "8", "a[0]", "9"))
	seen := 0
	for _, place := range path.Must("notes[*]").Places(object) {
		value, found := place.Get(object)
		require.True(t, found)
		require.Equal(t, value, path.Must(place.String()).Text(object), place.String())
		seen++
	}
	require.Equal(t, 9, seen)
}
