package config_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/config"
)

// Each text has its mark § at the character that is looked for.
func TestAPlaceInsideATextIsFound(t *testing.T) {
	t.Parallel()
	for name, written := range map[string]string{
		"plain":                        `value.a + §b`,
		"plain, over two lines":        "value.a\n          + §b",
		"plain, wide letters":          `größe + §b`,
		"in single quotes":             `'"p" + §b'`,
		"after a doubled quote":        `'it''s ''quoted'' §here'`,
		"in double quotes":             `"value + §b"`,
		"after escapes":                `"\"p\" + \u00e4\x41\t §b"`,
		"after an escaped line end":    "\"value \\\n          + §b\"",
		"after an escaped line break":  `"value\n  + §b"`,
		"quoted, over two lines":       "'value\n\n          + §b'",
		"in a block, first line":       "|\n          va§lue",
		"in a block, third line":       "|\n          value\n            .a\n          + §b",
		"in a block that is cut":       "|-\n          value\n          + §b\n",
		"in a folded block":            ">-\n          value\n          + §b",
		"in a folded block, a gap":     ">-\n          value\n\n          + §b",
		"behind a tag":                 `!!str 'value + §b'`,
		"behind an anchor":             `&x 'value + §b'`,
		"at the end":                   `'value + §'`,
		"in brackets of another style": `"a[\"§b"`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := "sync:\n  toHost:\n    pods:\n      patches:\n      - path: a\n        expression: " + written
			before, _, marked := strings.Cut(file, "§")
			require.True(t, marked)
			parsed, found := config.Parse("vcluster.yaml", []byte(file))
			require.NoError(t, found.Err())
			value := parsed.Sync.ToHost.Pods.Patches[0].Expression
			text, _, marked := strings.Cut(value, "§")
			require.True(t, marked, "%q", value)

			lines := strings.Split(text, "\n")
			at := parsed.Inside("sync.toHost.pods.patches[0].expression", len(lines), len([]rune(lines[len(lines)-1]))+1)

			lines = strings.Split(before, "\n")
			require.Equal(t, config.Position{File: "vcluster.yaml", Line: len(lines), Column: len([]rune(lines[len(lines)-1])) + 1}, at)
			require.Equal(t, lines[len(lines)-1], string([]rune(parsed.Line(at.Line))[:at.Column-1]))
		})
	}
}

func TestAKeyThatNobodyWroteHasNoInside(t *testing.T) {
	t.Parallel()
	require.Equal(t, config.Position{}, config.Default().Inside("sync.toHost.pods.patches[0].path", 1, 1))
	require.Empty(t, config.Default().Line(1))
}
