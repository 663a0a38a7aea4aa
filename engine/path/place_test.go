package path_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/path"
)

func TestPlacesOfAPath(t *testing.T) {
	t.Parallel()
	object := m(
		"metadata", m("labels", m("a.b/c", "1", "app", "web"), "none", nil),
		"spec", m("list", []any{m("name", "x", "of", []any{"p", "q"}), m("name", "y"), "text"}),
	)
	for name, c := range map[string]struct {
		path string
		want []string
	}{
		"PATCH-15: a field of every element":           {"spec.list[*].name", []string{"spec.list.0.name", "spec.list.1.name"}},
		"PATCH-16: every element of every element":     {"spec.list[*].of[*]", []string{"spec.list.0.of.0", "spec.list.0.of.1"}},
		"PATCH-17: every entry of a map, by key":       {"metadata.labels[*]", []string{`metadata.labels."a.b/c"`, "metadata.labels.app"}},
		"PATCH-18: a key in brackets":                  {`metadata.labels["a.b/c"]`, []string{`metadata.labels."a.b/c"`}},
		"PATCH-27: a plain key that is missing":        {"metadata.labels.other", nil},
		"PATCH-28: a key in brackets that is missing":  {`metadata.labels["other"]`, []string{"metadata.labels.other"}},
		"PATCH-28: in every element that is a map":     {`spec.list[*]["image"]`, []string{"spec.list.0.image", "spec.list.1.image"}},
		"PATCH-21: a parent that is null":              {`metadata.none["other"]`, nil},
		"PATCH-21: a parent that is missing":           {`metadata.away["other"]`, nil},
		"PATCH-31: text before the path ends":          {"metadata.labels.app.more", nil},
		"PATCH-23: an element":                         {"spec.list[1].name", []string{"spec.list.1.name"}},
		"PATCH-23: an element past the end":            {"spec.list[9].name", nil},
		"PATCH-57: the whole object":                   {"", []string{""}},
		"a field with the value null is there":         {"metadata.none", []string{"metadata.none"}},
		"an index in brackets at the end adds nothing": {"spec.list[3]", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, place := range path.Must(c.path).Places(object) {
				got = append(got, place.String())
			}
			require.Equal(t, c.want, got)
		})
	}
}

func TestAPlaceIsReadAndChanged(t *testing.T) {
	t.Parallel()
	object := m("a", []any{m("b", "1")}, "c", m())
	only := func(text string) path.Place {
		all := path.Must(text).Places(object)
		require.Len(t, all, 1, text)
		return all[0]
	}
	b, added, element := only("a[0].b"), only(`c["d"]`), only("a[0]")
	list, inside := b.List()
	require.True(t, inside)
	require.Equal(t, "a", list.String())
	_, inside = added.List()
	require.False(t, inside)
	_, there := added.Get(object)
	require.False(t, there)

	require.True(t, b.Set(object, "2"))
	require.True(t, added.Set(object, "3"))
	require.Equal(t, m("a", []any{m("b", "2")}, "c", m("d", "3")), object)
	b.Delete(object)
	added.Delete(object)
	require.Equal(t, m("a", []any{m()}, "c", m()), object)
	element.Delete(object)
	require.Equal(t, m("a", []any{}, "c", m()), object)
	require.False(t, b.Set(object, "4"), "what holds it is gone")
	require.False(t, path.Place{}.Set(object, "5"), "the object itself")
	_, there = b.Get("text")
	require.False(t, there)
}

func TestStepsOfAPath(t *testing.T) {
	t.Parallel()
	keys, plain := path.Must(`metadata["name"]`).Keys()
	require.True(t, plain)
	require.Equal(t, []string{"metadata", "name"}, keys)
	_, plain = path.Must("metadata[*]").Keys()
	require.False(t, plain)
	require.True(t, path.Must("").Whole())
	require.True(t, path.Must("a").Parent().Whole())
}

func TestAPlaceIsTouchedByAChange(t *testing.T) {
	t.Parallel()
	object := func(app, first string) map[string]any {
		return m("labels", m("app", app, "same", "s"), "list", []any{m("n", first), m("n", "2")})
	}
	for name, c := range map[string]struct {
		path          string
		before, after map[string]any
		want          bool
	}{
		"PATCH-67: a field that changed":                  {"labels.app", object("a", "1"), object("b", "1"), true},
		"PATCH-67: a field that did not":                  {"labels.same", object("a", "1"), object("b", "1"), false},
		"PATCH-67: an element beside one that changed":    {"list[1].n", object("a", "1"), object("a", "3"), true},
		"PATCH-67: an element of a list that did not":     {"list[1].n", object("a", "1"), object("b", "1"), false},
		"PATCH-28: a missing entry of a map that changed": {`labels["new"]`, object("a", "1"), object("b", "1"), true},
		"PATCH-28: a missing entry of a map that did not": {`labels["new"]`, object("a", "1"), object("a", "2"), false},
		"a field that came":                               {"labels.same", m("labels", m()), object("a", "1"), true},
		"a field that came, and all above it":             {"labels.same", m(), object("a", "1"), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all := path.Must(c.path).Places(c.after)
			require.Len(t, all, 1)
			require.Equal(t, c.want, all[0].Touched(c.before, c.after, func(a, b any) bool { return reflect.DeepEqual(a, b) }))
		})
	}
}
