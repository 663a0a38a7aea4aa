package path_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/path"
)

func TestUpdateEditsWhatThePathNames(t *testing.T) {
	t.Parallel()
	louder := func(match path.Match) (path.Edit, error) { return path.Put(shout(match.Value)), nil }
	added := func(match path.Match) (path.Edit, error) {
		if match.Exists {
			return path.Edit{}, nil
		}
		return path.Put("new"), nil
	}
	dropped := func(path.Match) (path.Edit, error) { return path.Drop(), nil }
	for name, c := range map[string]struct {
		text   string
		change func(path.Match) (path.Edit, error)
		object map[string]any
		want   map[string]any
	}{
		"a field is set":                               {`a.b`, louder, m("a", m("b", "x")), m("a", m("b", "x!"))},
		"a key in brackets is set":                     {`a["b"]`, louder, m("a", m("b", "x")), m("a", m("b", "x!"))},
		"a null is there":                              {`a["b"]`, added, m("a", m("b", nil)), m("a", m("b", nil))},
		"a missing key in brackets is added":           {`a["b"]`, added, m("a", m()), m("a", m("b", "new"))},
		"a missing key at the top is added":            {`["b"]`, added, m(), m("b", "new")},
		"a missing plain field is not":                 {`a.b`, added, m("a", m()), m("a", m())},
		"a missing quoted plain field is not":          {`a."b"`, added, m("a", m()), m("a", m())},
		"a missing entry of a list is not":             {`a[1]`, added, m("a", []any{"x"}), m("a", []any{"x"})},
		"a missing parent is not made":                 {`a["b"]["c"]`, added, m("a", m()), m("a", m())},
		"a null parent is left alone":                  {`a.b["c"]`, added, m("a", m("b", nil)), m("a", m("b", nil))},
		"below every entry it is added":                {`a[*]["b"]`, added, m("a", []any{m("b", "x"), m(), "y"}), m("a", []any{m("b", "x"), m("b", "new"), "y"})},
		"an index far away names nothing":              {`a[1000000000]`, louder, m("a", []any{"x"}), m("a", []any{"x"})},
		"a scalar in the way is left alone":            {`a.b.c`, louder, m("a", "x"), m("a", "x")},
		"a field is deleted":                           {`a.b`, dropped, m("a", m("b", 1, "c", 2)), m("a", m("c", 2))},
		"a key with a dot is deleted":                  {`a["b.c/d"]`, dropped, m("a", m("b.c/d", 1)), m("a", m())},
		"what is missing stays so":                     {`a["b"]`, dropped, m("a", m("c", 1)), m("a", m("c", 1))},
		"an entry leaves its list":                     {`a[1]`, dropped, m("a", []any{1, 2, 3}), m("a", []any{1, 3})},
		"all entries leave their list":                 {`a[*]`, dropped, m("a", []any{1, 2}), m("a", []any{})},
		"entries leave a list in a list":               {`a[*][0]`, dropped, m("a", []any{[]any{1, 2}, []any{3}}), m("a", []any{[]any{2}, []any{}})},
		"all keys leave their map":                     {`a.*`, dropped, m("a", m("b", 1, "c", 2)), m("a", m())},
		"the key __proto__ is a key":                   {`a["__proto__"]["x"]`, added, m("a", m("__proto__", m())), m("a", m("__proto__", m("x", "new")))},
		"spelled with codes it is another key":         {`a["b%2ec"]`, dropped, m("a", m("b.c", 1)), m("a", m("b.c", 1))},
		"the whole object is replaced":                 {``, func(path.Match) (path.Edit, error) { return path.Put(m("z", 1)), nil }, m("a", 1), m("z", 1)},
		"the whole object is changed in place":         {``, func(match path.Match) (path.Edit, error) { return path.Put(match.Value), nil }, m("a", 1), m("a", 1)},
		"the whole object is left alone":               {``, func(path.Match) (path.Edit, error) { return path.Edit{}, nil }, m("a", 1), m("a", 1)},
		"each edit sees its own place":                 {`a[*].b`, louder, m("a", []any{m("b", "x"), m("b", "y")}), m("a", []any{m("b", "x!"), m("b", "y!")})},
		"a key that is no ASCII is found":              {`a["größe"]`, louder, m("a", m("größe", "x")), m("a", m("größe", "x!"))},
		"a look-alike of a key is another key":         {`mеtadata.name`, louder, m("metadata", m("name", "x")), m("metadata", m("name", "x"))}, //nolint:gosmopolitan // a Cyrillic letter
		"three wildcards meet every entry but no more": {`[*][*][*]`, louder, m("a", []any{[]any{"x"}, m("k", "y"), "z"}), m("a", []any{[]any{"x!"}, m("k", "y!"), "z"})},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := path.Must(c.text).Update(c.object, c.change)
			require.NoError(t, err)
			require.Equal(t, c.want, c.object)
		})
	}
}

func TestUpdateSaysWhereEachMatchIs(t *testing.T) {
	t.Parallel()
	object := m("spec", m("containers", []any{m("name", "web"), m("name", "log")}),
		"metadata", m("annotations", m("a.b/c", "1", "plain", "2", "*", "3", `say "hi"`, "4", " ", "5", "0", "6")))
	for name, c := range map[string]struct {
		text   string
		want   []string
		parent string
	}{
		"indexes are numbers between dots":   {`spec.containers[*].name`, []string{"spec.containers.0.name", "spec.containers.1.name"}, "spec.containers.1"},
		"a missing key is where it would be": {`metadata.annotations["new"]`, []string{"metadata.annotations.new"}, "metadata.annotations"},
		"keys come sorted, quoted where they must": {`metadata.annotations[*]`, []string{
			`metadata.annotations." "`, `metadata.annotations."*"`, `metadata.annotations.0`, `metadata.annotations."a.b/c"`, `metadata.annotations.plain`, `metadata.annotations."say \"hi\""`,
		}, "metadata.annotations"},
		"the whole object is nowhere":      {``, []string{""}, ""},
		"a field at the top has no parent": {`spec`, []string{"spec"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			var parent string
			_, err := path.Must(c.text).Update(object, func(match path.Match) (path.Edit, error) {
				got, parent = append(got, match.Path), match.Parent
				if match.Exists {
					value, found := path.Must(match.Path).Get(object)
					require.True(t, found)
					require.Equal(t, match.Value, value)
				}
				return path.Edit{}, nil
			})
			require.NoError(t, err)
			require.Equal(t, c.want, got)
			require.Equal(t, c.parent, parent)
		})
	}
}

func TestUpdateSaysWhichObjectsAreMissing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text   string
		object map[string]any
		want   []string
	}{
		"one that is null":                  {`spec.template.metadata.labels["a"]`, m("spec", m("template", nil)), []string{"spec.template"}},
		"one that is not there":             {`spec.template.metadata.labels["a"]`, m("spec", m()), []string{"spec.template"}},
		"the one that holds the key":        {`metadata.labels["a"]`, m("metadata", m()), []string{"metadata.labels"}},
		"one in each entry":                 {`a[*].b.c`, m("a", []any{m(), m("b", m()), m("b", nil)}), []string{"a.0.b", "a.2.b"}},
		"not a key that could be added":     {`a["b"]`, m("a", m()), nil},
		"not a plain field":                 {`a.b`, m("a", m()), nil},
		"not something else in the way":     {`a.b.c`, m("a", "x"), nil},
		"not an entry of a list":            {`a[3].b`, m("a", []any{}), nil},
		"a null that a wildcard looks into": {`a[*]`, m("a", nil), []string{"a"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			missing, err := path.Must(c.text).Update(c.object, func(path.Match) (path.Edit, error) { return path.Edit{}, nil })
			require.NoError(t, err)
			require.Equal(t, c.want, missing)
		})
	}
}

func TestUpdateEndsWithTheFirstError(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, text := range []string{"a[*].b", "c[*].b", "a[*]", "c[*]", ""} {
		calls := 0
		object := m("a", []any{m("b", 1), m("b", 2)}, "c", m("d", m("b", 1), "e", m("b", 2)))
		_, err := path.Must(text).Update(object, func(path.Match) (path.Edit, error) { calls++; return path.Edit{}, broken })
		require.ErrorIs(t, err, broken)
		require.Equal(t, 1, calls, text)
	}
}

func TestTheWholeObjectStaysAnObject(t *testing.T) {
	t.Parallel()
	for _, edit := range []path.Edit{path.Drop(), path.Put(nil), path.Put("x"), path.Put([]any{})} {
		object := m("a", 1)
		_, err := path.Must("").Update(object, func(path.Match) (path.Edit, error) { return edit, nil })
		require.ErrorIs(t, err, path.ErrWhole)
		require.Equal(t, m("a", 1), object)
	}
}
