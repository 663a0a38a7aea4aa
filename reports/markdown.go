package reports

import (
	"fmt"
	"io"
	"strings"
)

// longestMarkdown is where failures stop being shown in full, in bytes: a CI job
// may add one mebibyte to its page, and loses all of it beyond.
const longestMarkdown = 800_000

// WriteMarkdown writes the run as the page of a CI job shows it: the verdict, a
// table of documented pages, and every failure folded up with what runs it again.
// What comes from features and clusters can neither format nor link anything.
func WriteMarkdown(w io.Writer, run Run) error {
	run = cleaned(run)
	var b strings.Builder
	markdownVerdict(&b, run)
	markdownPages(&b, run)
	markdownFailures(&b, run)
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("writing the Markdown summary: %w", err)
	}
	return nil
}

func markdownVerdict(b *strings.Builder, run Run) {
	mark := "✅"
	if !run.Good() {
		mark = "❌"
	}
	totals := run.Totals()
	fmt.Fprintf(b, "## %s %s\n\n", mark, plain(run.Verdict()))
	if totals.Flaky > 0 {
		fmt.Fprintf(b, "⚠️ %d flaky: failed, and passed when tried again.\n\n", totals.Flaky)
	}
	fmt.Fprintf(b, "%d passed, %d failed, %d skipped in %s on %s", totals.Passed, totals.Bad(), totals.Skipped, duration(run.Duration), plain(run.Target))
	if run.Detail != "" {
		fmt.Fprintf(b, " (%s)", plain(run.Detail))
	}
	fmt.Fprintf(b, ", %s\n\n", plain(run.Engine))
	if run.BrokenOff != "" {
		fmt.Fprintf(b, "Why it broke off: %s\n\n", plain(run.BrokenOff))
	}
}

func markdownPages(b *strings.Builder, run Run) {
	b.WriteString("| Documented page | passed | failed | skipped | sentences | time |\n|---|--:|--:|--:|--:|--:|\n")
	pages := Coverage(run)
	for _, page := range pages {
		if !page.Silent() {
			markdownRow(b, plain(page.Page), page.Scenarios, page.Sentences)
		}
	}
	markdownRow(b, "**All**", run.Totals(), Covered(pages)[""])
	b.WriteString("\n")
}

func markdownRow(b *strings.Builder, name string, t Totals, sentences States) {
	fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s |\n", name, count(t.Passed), count(t.Bad()), count(t.Skipped),
		strings.Join(strings.Fields(share(sentences)), " "), duration(t.Time))
}

func markdownFailures(b *strings.Builder, run Run) {
	for place, s := range run.All() {
		title := fmt.Sprintf("%s:%d %s", place.Feature.URI, s.Line, attemptName(s))
		if s.tolerated() {
			fmt.Fprintf(b, "- ⚠️ %s: %s\n\n", plain(title), plain(flakiness(s)+": "+firstTrouble(s)))
		}
		if !s.Bad() {
			continue
		}
		if s.Flaky {
			title += " (" + flakiness(s) + ")"
		}
		if b.Len() > longestMarkdown {
			fmt.Fprintf(b, "- ❌ %s\n", plain(title))
			continue
		}
		fmt.Fprintf(b, "<details><summary>❌ %s: %s</summary>\n\n<pre>%s</pre>\n\n</details>\n\n",
			escaped(oneLine(title)), escaped(oneLine(clip(headline(s)))), escaped(clip(strings.Trim(failureText(s), "\n"))))
	}
}

// escaped is text for HTML inside of Markdown. The marks of Markdown are entities
// too: it is read between tags.
func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "*", "&#42;", "_", "&#95;", "`", "&#96;",
		"[", "&#91;", "]", "&#93;", "@", "&#64;", "|", "&#124;", "~", "&#126;", "#", "&#35;", "\\", "&#92;", "://", "&#58;//").Replace(text)
}

// plain is text for one line of Markdown.
func plain(text string) string { return escaped(oneLine(text)) }
