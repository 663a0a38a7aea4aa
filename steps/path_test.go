package steps

import (
	"testing"

	"github.com/stretchr/testify/require"

	enginepath "github.com/syncspec/syncspec/engine/path"
)

// Steps read paths with code of their own: an oracle does not use what it judges.
// The language is one.
func TestATableAndAPatchMeanTheSameByAPath(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`kind`, `metadata.name`, `metadata.annotations["a.io/note"]`, `["metadata"]["name"]`, `metadata.labels.a-b_c`,
		`spec.containers[0].image`, `spec.containers[1].args[0]`,
	} {
		object := map[string]any{}
		p, err := parsePath(text)
		require.NoError(t, err)
		if len(p) > 1 && p[1].key == "containers" {
			object["spec"] = map[string]any{"containers": []any{map[string]any{}, map[string]any{}}}
		}
		require.NoError(t, p.set(object, "here"))
		require.Equal(t, "here", enginepath.Must(text).Text(object), text)
	}
	list := map[string]any{"a": []any{map[string]any{"b": "x"}, map[string]any{"b": "y"}}}
	p, err := parsePath("a[*].b")
	require.NoError(t, err)
	var got []any
	enginepath.Must("a[*].b").Each(list, func(value any) bool { got = append(got, value); return true })
	require.Equal(t, p.get(list), got)
	for _, malformed := range []string{`a[`, `a[0]]`, `a["b]`, `a[]`} {
		_, err := parsePath(malformed)
		require.Error(t, err)
		_, err = enginepath.Parse(malformed)
		require.Error(t, err)
	}
}
