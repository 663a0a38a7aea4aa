package lint_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/internal/lint"
)

var update = flag.Bool("update", false, "write the golden files and docs/lint.md again")

// optionsOf reads the options an example needs from its first line.
func optionsOf(text string) lint.Options {
	found := regexp.MustCompile(`^# syncspec lint --name (\S+)`).FindStringSubmatch(text)
	if found == nil {
		return lint.Options{}
	}
	return lint.Options{Name: found[1], Namespace: "vcluster"}
}

func TestEveryRuleHasAnExampleThatBreaksItAndOneThatDoesNot(t *testing.T) {
	t.Parallel()
	for _, rule := range lint.Rules() {
		t.Run(rule.Code, func(t *testing.T) {
			t.Parallel()
			bad, good := rule.Example("bad"), rule.Example("good")
			require.NotEmpty(t, bad)
			require.NotEmpty(t, good)
			found := lint.Check("bad.yaml", []byte(bad), optionsOf(bad))
			require.Contains(t, codes(found), rule.Code, "the bad example breaks the rule")
			for _, f := range found {
				require.Equal(t, rule.Code, f.Rule.Code, "the bad example breaks this rule only: %s", f)
			}
			require.Empty(t, lint.Check("good.yaml", []byte(good), optionsOf(good)), "there is nothing to say about the good example")
			var out bytes.Buffer
			require.NoError(t, lint.Text(&out, found, false))
			golden(t, filepath.Join("testdata", rule.Code, "bad.txt"), out.String())
		})
	}
}

func TestEveryExampleBelongsToARule(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob("testdata/VC*")
	require.NoError(t, err)
	for _, folder := range folders {
		require.NotNil(t, lint.Find(filepath.Base(folder)), folder)
	}
	require.Len(t, folders, len(lint.Rules()))
}

func TestTheTableOfRulesIsComplete(t *testing.T) {
	t.Parallel()
	last := ""
	for _, rule := range lint.Rules() {
		require.Regexp(t, `^VC[1-5]\d\d$`, rule.Code)
		require.Greater(t, rule.Code, last, "codes are unique and in order")
		last = rule.Code
		for _, text := range []string{rule.Title, rule.Sentence, rule.Page, rule.Why, rule.Instead} {
			require.NotEmpty(t, text, rule.Code)
		}
		require.NotEqual(t, config.Note, rule.Severity, rule.Code)
	}
}

// The page is written again by go test ./internal/lint -run RulesPage -update.
func TestRulesPageIsWhatTheRulesSay(t *testing.T) {
	t.Parallel()
	golden(t, "../../docs/lint.md", lint.Pages())
}

func codes(found []lint.Finding) []string {
	var all []string
	for _, f := range found {
		all = append(all, f.Rule.Code)
	}
	return all
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), strings.ReplaceAll(got, "\r\n", "\n"), "run make generate")
}
