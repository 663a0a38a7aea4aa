package lint

import (
	"fmt"
	"strings"
)

// Page is what there is to know of a rule, as Markdown: `syncspec lint --explain CODE`.
func Page(r *Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s: %s\n\n", r.Code, r.Title)
	fmt.Fprintf(&b, "%s%s.\n\n", strings.ToUpper(level(r.Severity)[:1]), level(r.Severity)[1:]+fixable(r))
	fmt.Fprintf(&b, "> %s\n>\n> (%s)\n\n", r.Sentence, r.Page)
	fmt.Fprintf(&b, "**What happens.** %s\n\n**Instead.** %s\n", r.Why, r.Instead)
	for _, example := range []struct{ title, which string }{{"Found", "bad"}, {"Fine", "good"}} {
		if text := r.Example(example.which); text != "" {
			fmt.Fprintf(&b, "\n%s:\n\n```yaml\n%s```\n", example.title, text)
		}
	}
	return b.String()
}

func fixable(r *Rule) string {
	if r.Fixable {
		return "; `--fix` repairs it"
	}
	return ""
}

// Pages is docs/lint.md: every rule's page, after a table of all of them.
func Pages() string {
	var b strings.Builder
	b.WriteString("# What `syncspec lint` finds\n\nWritten by `make generate` from the rules; do not edit it.\n\n| code | finds | |\n| --- | --- | --- |\n")
	for _, r := range Rules() {
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", r.Code, anchor(r), r.Title, level(r.Severity)+fixable(r))
	}
	for _, r := range Rules() {
		b.WriteString("\n" + Page(r))
	}
	return b.String()
}

// anchor is how a heading is linked to.
func anchor(r *Rule) string {
	text := strings.ToLower(r.Code + ": " + r.Title)
	return strings.ReplaceAll(strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == ' ' || c == '-' {
			return c
		}
		return -1
	}, text), " ", "-")
}
