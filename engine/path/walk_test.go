package path_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/path"
)

func pod() map[string]any {
	return map[string]any{
		"spec": map[string]any{
			"containers": []any{
				map[string]any{"name": "web", "env": []any{map[string]any{"name": "A"}, map[string]any{"name": "B"}}},
				map[string]any{"name": "log"},
				"not a container",
			},
			"nodeName": nil,
		},
		"data": map[string]any{"z": "last", "a": "first", "m": "middle"},
		"text": "plain",
	}
}

func TestEachVisitsInAStableOrder(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want []any
	}{
		"one value":                                   {"text", []any{"plain"}},
		"a list in its order":                         {"spec.containers[*].name", []any{"web", "log"}},
		"a list of a list":                            {"spec.containers[*].env[*].name", []any{"A", "B"}},
		"a map by sorted key":                         {"data[*]", []any{"first", "middle", "last"}},
		"a star after a dot is a wildcard":            {"data.*", []any{"first", "middle", "last"}},
		"a wildcard passes over what has no such key": {"spec.containers[*].env", []any{pod()["spec"].(map[string]any)["containers"].([]any)[0].(map[string]any)["env"]}},
		"a null is a value":                           {"spec.nodeName", []any{nil}},
		"nothing where a key is missing":              {"spec.volumes[*].name", nil},
		"nothing where an index is too large":         {"spec.containers[3]", nil},
		"nothing where a map has no such number":      {"data[0]", nil},
		"nothing where a list is asked by key":        {"spec.containers.name", nil},
		"nothing below a scalar":                      {"text.more", nil},
		"nothing in a scalar":                         {"text[*]", nil},
		"nothing below a null":                        {"spec.nodeName.more", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []any
			path.Must(c.text).Each(pod(), func(value any) bool { got = append(got, value); return true })
			require.Equal(t, c.want, got)
			first, found := path.Must(c.text).Get(pod())
			require.Equal(t, len(c.want) > 0, found)
			if found {
				require.Equal(t, c.want[0], first)
			}
		})
	}
}

func TestEachStopsWhenToldTo(t *testing.T) {
	t.Parallel()
	var got []any
	path.Must("spec.containers[*].env[*].name").Each(pod(), func(value any) bool { got = append(got, value); return false })
	require.Equal(t, []any{"A"}, got)
}

func TestGetTakesAnyObject(t *testing.T) {
	t.Parallel()
	for _, object := range []any{nil, 1, "x", []any{}, map[string]any(nil), struct{}{}} {
		_, found := path.Must("a.b[0]").Get(object)
		require.False(t, found)
	}
}

func TestTextIsEmptyForWhatIsNoText(t *testing.T) {
	t.Parallel()
	require.Equal(t, "plain", path.Must("text").Text(pod()))
	for _, text := range []string{"spec", "spec.nodeName", "missing", "spec.containers"} {
		require.Empty(t, path.Must(text).Text(pod()), text)
	}
}

func TestRewriteChangesWhatThePathNames(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text   string
		object map[string]any
		want   map[string]any
	}{
		"one field":           {"a.b", m("a", m("b", "x", "c", "y")), m("a", m("b", "x!", "c", "y"))},
		"every entry":         {"a[*].b", m("a", []any{m("b", "x"), m("c", "y"), m("b", "z")}), m("a", []any{m("b", "x!"), m("c", "y"), m("b", "z!")})},
		"one entry":           {"a[1]", m("a", []any{"x", "y"}), m("a", []any{"x", "y!"})},
		"all entries":         {"a[*]", m("a", []any{"x", "y"}), m("a", []any{"x!", "y!"})},
		"every key":           {"a[*]", m("a", m("b", "x", "c", "y")), m("a", m("b", "x!", "c", "y!"))},
		"nothing missing":     {"a.b", m("a", m("c", "y")), m("a", m("c", "y"))},
		"nothing of a scalar": {"a.b", m("a", "x"), m("a", "x")},
		"nothing out of list": {"a[2]", m("a", []any{"x"}), m("a", []any{"x"})},
		"not the whole":       {"", m("a", "x"), m("a", "x")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path.Must(c.text).Rewrite(c.object, shout)
			require.Equal(t, c.want, c.object)
		})
	}
}

func TestSetMakesTheMapsOnTheWay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text   string
		object map[string]any
		want   map[string]any
		ok     bool
	}{
		"a field that is there":           {"a", m("a", 1), m("a", "v"), true},
		"a field that is not":             {"a", m(), m("a", "v"), true},
		"below a map":                     {"a.b", m("a", m("c", 1)), m("a", m("b", "v", "c", 1)), true},
		"below what is missing":           {"a.b.c", m(), m("a", m("b", m("c", "v"))), true},
		"in place of a map":               {"a", m("a", m("b", 1)), m("a", "v"), true},
		"a quoted key":                    {`a["x.y/z"]`, m(), m("a", m("x.y/z", "v")), true},
		"not below a scalar":              {"a.b", m("a", 1), m("a", 1), false},
		"not below a null":                {"a.b", m("a", nil), m("a", nil), false},
		"not below a list":                {"a.b", m("a", []any{}), m("a", []any{}), false},
		"not an entry":                    {"a[0]", m("a", []any{"x"}), m("a", []any{"x"}), false},
		"not an entry of what is missing": {"a.b[0]", m(), m(), false},
		"not many":                        {"a[*]", m("a", m("b", 1)), m("a", m("b", 1)), false},
		"not many of what is missing":     {"a.b[*].c", m(), m(), false},
		"not the whole":                   {"", m("a", 1), m("a", 1), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.ok, path.Must(c.text).Set(c.object, "v"))
			require.Equal(t, c.want, c.object)
		})
	}
}

func TestDeleteLeavesTheRest(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text   string
		object map[string]any
		want   map[string]any
	}{
		"a field":              {"a", m("a", 1, "b", 2), m("b", 2)},
		"a field of a map":     {"a.b", m("a", m("b", 1)), m("a", m())},
		"what is not there":    {"a.b", m("c", 1), m("c", 1)},
		"nothing of a scalar":  {"a.b", m("a", 1), m("a", 1)},
		"no entries":           {"a[0]", m("a", []any{1}), m("a", []any{1})},
		"not many":             {"a.*", m("a", m("b", 1)), m("a", m("b", 1))},
		"not the whole object": {"", m("a", 1), m("a", 1)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path.Must(c.text).Delete(c.object)
			require.Equal(t, c.want, c.object)
		})
	}
}

// m is a map of its arguments: key, value, key, value.
func m(pairs ...any) map[string]any {
	made := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		made[pairs[i].(string)] = pairs[i+1]
	}
	return made
}

func shout(value any) any {
	text, ok := value.(string)
	if !ok {
		return value
	}
	return text + "!"
}
