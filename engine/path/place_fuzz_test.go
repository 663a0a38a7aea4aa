package path_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/path"
)

// FuzzPlaces edits every place of a path, the last first, and holds the result
// against a model that builds it anew from steps given one a line. With adding,
// the last step is written in brackets.
func FuzzPlaces(f *testing.F) {
	f.Add(`{"a":{"b":"x"}}`, "a\nb", true)
	f.Add(`{"a":{}}`, "a\nnew", true)
	f.Add(`{"a":{}}`, "a\nnew", false)
	f.Add(`{"a":["x",null,{"c":"drop"}]}`, "a\n*", false)
	f.Add(`{"a":[[null,1],[2,null]],"b":{"0":null}}`, "*\n*\n0", true)
	f.Add(`{"größe":{"a.b":null,"*":[]}}`, "größe\n*", true)
	f.Fuzz(func(t *testing.T, text, lines string, adding bool) {
		var object map[string]any
		if json.Unmarshal([]byte(text), &object) != nil || object == nil {
			t.Skip("no JSON object")
		}
		steps := strings.Split(lines, "\n")
		if slices.Contains(steps, "") {
			t.Skip("a path names no empty key")
		}
		last := steps[len(steps)-1]
		written := spell(steps)
		if !adding && last != "*" {
			written = spell(steps[:len(steps)-1]) + plainly(last)
		}
		want := edited(object, steps, adding && last != "*")
		places := path.Must(written).Places(object)
		slices.Reverse(places)
		for _, place := range places {
			before, exists := place.Get(object)
			if value, keep := edit(before, exists); keep {
				require.True(t, place.Set(object, value))
			} else {
				place.Delete(object)
			}
		}
		require.Equal(t, want, any(object), written)
	})
}

func plainly(step string) string {
	if _, is := index(step); is {
		return "." + step
	}
	return `."` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(step) + `"`
}

// edit drops null, and makes all else, and what is missing, something new.
func edit(value any, exists bool) (any, bool) {
	return []any{"was", value, exists}, value != nil || !exists
}

// edited is a copy with everything the steps lead to edited.
func edited(value any, steps []string, adding bool) any {
	chosen := children(value, steps[0])
	visit := func(key string, below any) (any, bool) {
		switch {
		case !slices.Contains(chosen, key):
			return below, true
		case len(steps) == 1:
			return edit(below, true)
		}
		return edited(below, steps[1:], adding), true
	}
	switch node := value.(type) {
	case map[string]any:
		copied := map[string]any{}
		for key, below := range node {
			if after, keep := visit(key, below); keep {
				copied[key] = after
			}
		}
		if _, has := node[steps[0]]; adding && len(steps) == 1 && !has {
			copied[steps[0]], _ = edit(nil, false)
		}
		return copied
	case []any:
		copied := []any{}
		for i, below := range node {
			if after, keep := visit(strconv.Itoa(i), below); keep {
				copied = append(copied, after)
			}
		}
		return copied
	}
	return value
}
