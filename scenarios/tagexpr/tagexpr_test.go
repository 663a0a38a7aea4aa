package tagexpr_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/scenarios/tagexpr"
)

func TestAnExpressionSelectsTags(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, expression, tags string
		want                   bool
	}{
		{"the empty expression selects everything", "", "", true},
		{"blanks alone select everything", "  \t ", "@a", true},
		{"a tag selects its own scenarios", "@a", "@a @b", true},
		{"a tag does not select others", "@a", "@b", false},
		{"a tag is not a prefix", "@a", "@ab", false},
		{"case matters", "@A", "@a", false},
		{"not turns it around", "not @a", "@b", true},
		{"not excludes", "not @a", "@a", false},
		{"not may be doubled", "not not @a", "@a", true},
		{"and needs both", "@a and @b", "@a", false},
		{"and is content with both", "@a and @b", "@a @b", true},
		{"or needs one", "@a or @b", "@b", true},
		{"or needs at least one", "@a or @b", "@c", false},
		{"and binds tighter than or, on the right", "@a or @b and @c", "@a", true},
		{"and binds tighter than or, on the left", "@a and @b or @c", "@c", true},
		{"parentheses win over precedence", "(@a or @b) and @c", "@a", false},
		{"not binds tighter than and", "not @a and @b", "@b", true},
		{"not binds tighter than or", "not @a or @a", "@a", true},
		{"not applies to a group", "not (@a or @b)", "@b", false},
		{"groups need no blanks", "not(@a)and(@b)", "@b", true},
		{"many alternatives are read from the left", "@a or @b or @c or @d", "@d", true},
		{"many conditions are read from the left", "@a and @b and @c", "@a @b", false},
		{"an escaped parenthesis belongs to the tag", `@a\(1\)`, "@a(1)", true},
		{"an escaped blank belongs to the tag", `@a\ b`, "@a b", true},
		{"an escaped backslash belongs to the tag", `@a\\b`, `@a\b`, true},
		{"a tag may contain an operator's letters", "@order and @android", "@order @android", true},
		{"a tag with a dash and digits is one word", "@RTC-14", "@RTC-14", true},
		{"a tag outside ASCII is one word", "@größe", "@größe", true},
		{"the nested example of the documents", "((not @a) or (@b and not (@c or @d)))", "@a @b", true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			expression, err := tagexpr.Parse(c.expression)
			require.NoError(t, err)
			var tags []string
			if c.tags != "@a b" {
				tags = strings.Fields(c.tags)
			} else {
				tags = []string{c.tags}
			}
			require.Equal(t, c.want, expression.Matches(tags))
		})
	}
}

func TestAWrongExpressionIsExplained(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, expression string
		at               int
		problem          string
	}{
		{"an operator at the end", "@a and", 7, `expected a tag, "not" or "(", found the end`},
		{"an operator at the start", "or @a", 1, `expected a tag, "not" or "(", found "or"`},
		{"two operators in a row", "@a and or @b", 8, `expected a tag, "not" or "(", found "or"`},
		{"two tags in a row", "@a @b", 4, `expected "and", "or" or the end, found "@b"`},
		{"not between tags", "@a not @b", 4, `expected "and", "or" or the end, found "not"`},
		{"a group that is never closed", "@x and (@a or @b", 8, `this "(" is never closed`},
		{"a group that was never opened", "@a )", 4, `expected "and", "or" or the end, found ")"`},
		{"an empty group", "()", 2, `expected a tag, "not" or "(", found ")"`},
		{"two tags in a group", "(@a @b)", 5, `expected "and", "or" or ")", found "@b"`},
		{"not alone", "not", 4, `expected a tag, "not" or "(", found the end`},
		{"an escape of an ordinary letter", `@a\b`, 3, `a backslash may only stand before "(", ")", "\" or a blank`},
		{"an escape of nothing", `@a\`, 3, `a backslash may only stand before "(", ")", "\" or a blank`},
		{"positions count letters, not bytes", "@größe @b", 8, `expected "and", "or" or the end, found "@b"`},
		{"bottomless nesting", strings.Repeat("(", 100_000), 501, `nested too deeply, found "("`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := tagexpr.Parse(c.expression)
			var wrong *tagexpr.Error
			require.ErrorAs(t, err, &wrong)
			require.Equal(t, c.problem, wrong.Problem)
			require.Equal(t, c.at, wrong.At)
		})
	}
}
