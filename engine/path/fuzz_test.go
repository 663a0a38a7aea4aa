package path_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/path"
)

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"", ".", "a", "spec.rules[*].http.paths[*].backend.service.name", `metadata.annotations["a.b/c"]`,
		`a['b\'c']["d\"e"]`, "a[0][1]", "a..b", "a[", "a[-1]", `["`, `["\`, "größe[0]", "a[0]b", "]", `a."b.c"[d]`, " . ", "a.0.*",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := path.Parse(text)
		if err != nil {
			var malformed *path.SyntaxError
			require.ErrorAs(t, err, &malformed)
			require.Equal(t, text, malformed.Text)
			require.True(t, malformed.Offset >= 0 && malformed.Offset <= len(text), "offset %d", malformed.Offset)
			require.NotEmpty(t, malformed.Message)
			return
		}
		require.Equal(t, text, p.String())
		again, err := path.Parse(p.String())
		require.NoError(t, err)
		require.Equal(t, p, again)
		for _, object := range []any{nil, map[string]any{}, []any{nil, map[string]any{"a": nil}}, "x", 1.0} {
			p.Get(object)
			p.Rewrite(object, func(value any) any { return value })
		}
		p.Delete(map[string]any{"a": map[string]any{"b": 1}})
		if object := map[string]any{}; !p.Set(object, 1) {
			require.Empty(t, object, "what cannot be set changes nothing")
		} else {
			got, found := p.Get(object)
			require.True(t, found)
			require.Equal(t, 1, got)
		}
	})
}

// FuzzWalk holds Each, Get and Rewrite against a model that knows nothing of
// the path syntax: steps are given one a line.
func FuzzWalk(f *testing.F) {
	f.Add(`{"a":{"b":["x",{"c":"y"}]}}`, "a\nb\n1\nc")
	f.Add(`{"z":1,"a":2,"*":3}`, "*")
	f.Add(`[[1,2],[3],"x",{"0":4}]`, "*\n0")
	f.Add(`{"say \"hi\"":{"it's":{"\\":null}}}`, "say \"hi\"\nit's\n\\")
	f.Add(`{"größe":{" ":[true]}}`, "größe\n \n0")
	f.Fuzz(func(t *testing.T, text, lines string) {
		var object any
		if json.Unmarshal([]byte(text), &object) != nil {
			t.Skip("no JSON")
		}
		steps := strings.Split(lines, "\n")
		if slices.Contains(steps, "") {
			t.Skip("a path names no empty key")
		}
		p, err := path.Parse(spell(steps))
		require.NoError(t, err)

		var got []any
		p.Each(object, func(value any) bool { got = append(got, value); return true })
		require.Equal(t, model(object, steps), got)
		first, found := p.Get(object)
		require.Equal(t, len(got) > 0, found)
		if found {
			require.Equal(t, got[0], first)
		}

		mark := func(value any) any { return []any{"changed", value} }
		want := changed(object, steps, mark)
		p.Rewrite(object, mark)
		require.Equal(t, want, object)
	})
}

// spell writes steps as a path: * is a wildcard, a number an index, all else a quoted key.
func spell(steps []string) string {
	var text strings.Builder
	for _, step := range steps {
		if _, ok := index(step); ok || step == "*" {
			text.WriteString("[" + step + "]")
			continue
		}
		text.WriteString(`["` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(step) + `"]`)
	}
	return text.String()
}

func index(step string) (int, bool) {
	n, err := strconv.Atoi(step)
	return n, err == nil && strings.Trim(step, "0123456789") == ""
}

// model is every value the steps lead to.
func model(value any, steps []string) []any {
	if len(steps) == 0 {
		return []any{value}
	}
	var found []any
	for _, key := range children(value, steps[0]) {
		found = append(found, model(child(value, key), steps[1:])...)
	}
	return found
}

// changed is a copy of the value with everything the steps lead to replaced.
func changed(value any, steps []string, change func(any) any) any {
	if len(steps) == 0 {
		return change(value)
	}
	chosen := children(value, steps[0])
	return each(value, func(key string, below any) any {
		if slices.Contains(chosen, key) {
			return changed(below, steps[1:], change)
		}
		return below
	})
}

// children are the keys or indexes of a value that one step names.
func children(value any, step string) []string {
	var all []string
	n, isIndex := index(step)
	switch node := value.(type) {
	case map[string]any:
		all = slices.Sorted(maps.Keys(node))
		isIndex = false
	case []any:
		for i := range node {
			all = append(all, strconv.Itoa(i))
		}
		if step != "*" && !isIndex {
			return nil
		}
	}
	if step == "*" {
		return all
	}
	wanted := step
	if isIndex {
		wanted = strconv.Itoa(n)
	}
	if !slices.Contains(all, wanted) {
		return nil
	}
	return []string{wanted}
}

func child(value any, key string) any {
	if list, ok := value.([]any); ok {
		i, _ := strconv.Atoi(key)
		return list[i]
	}
	return value.(map[string]any)[key]
}

func each(value any, do func(key string, below any) any) any {
	switch node := value.(type) {
	case map[string]any:
		copied := map[string]any{}
		for key, below := range node {
			copied[key] = do(key, below)
		}
		return copied
	case []any:
		copied := make([]any, len(node))
		for i, below := range node {
			copied[i] = do(strconv.Itoa(i), below)
		}
		return copied
	}
	return value
}
