package config_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/config"
)

func TestSyntax(t *testing.T) {
	t.Parallel()
	check(t, []row{
		{"an empty file is all defaults", "", nil},
		{"comments alone are all defaults", "# nothing\n---\n", nil},
		{"an empty document at the end is no second one", "sync: {}\n---\n", nil},
		{"a second document is refused where it starts", "sync: {}\n---\nsync: {}\n",
			[]string{"vcluster.yaml:3:1: only one YAML document is expected; another one starts here"}},
		{"a colon too many is found in its line", "sync:\n  toHost:\n    pods: enabled: true\n",
			[]string{"vcluster.yaml:3:18: not valid YAML: mapping values are not allowed in this context"}},
		{"a line that is indented too little is found, not its block", "sync:\n  toHost:\n    pods:\n      enabled: true\n   bad: x\n",
			[]string{"vcluster.yaml:5:4: not valid YAML: did not find expected key"}},
		{"a tab is found", "sync:\n\ttoHost: {}\n",
			[]string{"vcluster.yaml:2:1: not valid YAML: found character that cannot start any token"}},
		{"an open quote is found where it opens", "sync:\n  toHost:\n    a: \"b\n    c: d\n",
			[]string{"vcluster.yaml:3:8: not valid YAML: found unexpected end of stream"}},
		{"an open bracket is found", "sync: {}\nplugins: [a, b\n",
			[]string{"vcluster.yaml:2:14: not valid YAML: did not find expected ',' or ']'"}},
		{"an unknown alias is found", "sync: {}\nplugins: *nothing\n",
			[]string{"vcluster.yaml:2:11: not valid YAML: unknown anchor 'nothing' referenced"}},
		{"control characters are found", "sync: {}\nplugins: a\x01b\n",
			[]string{"vcluster.yaml:2:11: not valid YAML: control characters are not allowed"}},
		{"bytes that are not UTF-8 are found", "sync: {}\npro: \"ä\xff\"\n",
			[]string{"vcluster.yaml:2:8: the file is not UTF-8 text"}},
		{"duplicate keys are refused at the second", "sync:\n  toHost:\n    ingresses: {enabled: true}\n    ingresses: {enabled: false}\n",
			[]string{`vcluster.yaml:4:5: duplicate key "ingresses" in sync.toHost; it is already given in line 3`}},
		{"duplicate keys are refused in free sections too", "plugins:\n  a: 1\n  a: 2\n",
			[]string{`vcluster.yaml:3:3: duplicate key "a" in plugins; it is already given in line 2`}},
		{"a list is no key", "? [a]\n: b\n", []string{"vcluster.yaml:1:3: a key must be plain text"}},
	})
}

func TestAliases(t *testing.T) {
	t.Parallel()
	check(t, []row{
		{"aliases and merge keys are followed", "plugins: {on: &on {enabled: true}}\nsync: {toHost: {ingresses: *on, services: {<<: *on}}}", nil},
		{"what an alias brings is judged where it is written", "plugins: &p {enabeld: true}\nsync: {toHost: {ingresses: *p}}",
			[]string{`vcluster.yaml:1:14: unknown key "enabeld" in sync.toHost.ingresses; did you mean "enabled"?`}},
		{"an anchor inside itself is refused", "plugins: &a [*a]\n", []string{`vcluster.yaml:1:14: anchor "a" contains itself`}},
		{"merging something else than mappings is refused", "sync: {<<: [a]}", []string{"vcluster.yaml:1:12: << must name a mapping or a list of mappings"}},
	})
}

func TestMergedKeysDoNotOverride(t *testing.T) {
	t.Parallel()
	text := "plugins: {off: &off {enabled: false, all: true}}\nsync: {toHost: {secrets: {<<: *off, enabled: true}}}"
	c, found := config.Parse("v.yaml", []byte(text))
	require.Empty(t, found)
	require.True(t, c.Enabled("sync.toHost.secrets"))
	require.True(t, c.All("sync.toHost.secrets"))
}

func TestAdviceIsBounded(t *testing.T) {
	t.Parallel()
	_, found := config.Parse("v.yaml", []byte("sync:\n"+manyKeys(20_000)))
	require.Len(t, found, 20_000)
	require.Contains(t, found[0].Message, "; did you mean")
	require.NotContains(t, found[19_999].Message, ";")
}

// manyKeys are unknown keys below sync.
func manyKeys(n int) string {
	text := strings.Builder{}
	for i := range n {
		fmt.Fprintf(&text, "  toHost%d:\n", i)
	}
	return text.String()
}

func TestBombsAreBounded(t *testing.T) {
	t.Parallel()
	bomb := strings.Builder{}
	bomb.WriteString("plugins:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := range 12 {
		fmt.Fprintf(&bomb, "  a%d: &a%d [%s*a%d]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 8), i)
	}
	for name, text := range map[string]string{
		"more than 200000 values": bomb.String(),
		"nested deeper than 100":  "plugins: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000),
		"larger than 1 MiB":       strings.Repeat("# comment\n", 200_000),
	} {
		c, found := config.Parse("v.yaml", []byte(text))
		require.Nil(t, c)
		require.Len(t, found, 1)
		require.Contains(t, found[0].Message, name)
	}
}
