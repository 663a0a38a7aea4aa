package lint

import (
	"fmt"
	"io"
	"strings"

	"github.com/syncspec/syncspec/engine/config"
)

// wide is how much of a long line is shown.
const wide = 120

// paint puts colours around words, or not.
type paint bool

func (on paint) with(code, text string) string {
	if !on {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (on paint) severity(s config.Severity, text string) string {
	return on.with([]string{"1;31", "1;33", "1;36"}[min(int(s), 2)], text)
}

// Text writes findings for people: place, rule, the line with a mark below the text
// in question, the documented sentence, and what to write instead. A sentence and its
// advice are written once, with the first finding of a rule.
func Text(out io.Writer, found []Finding, colors bool) error {
	on, told := paint(colors), map[string]bool{}
	for _, f := range found {
		var b strings.Builder
		fmt.Fprintf(&b, "%s: %s %s: %s\n", on.with("1", fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)),
			on.severity(f.Severity, level(f.Severity)), f.Rule.Code, f.Message)
		b.WriteString(mark(f, on))
		if !told[f.Rule.Code] {
			told[f.Rule.Code] = true
			fmt.Fprintf(&b, "  %s %s (%s)\n", on.with("2", "documented:"), f.Rule.Sentence, f.Rule.Page)
			fmt.Fprintf(&b, "  %s    %s\n", on.with("2", "instead:"), f.Rule.Instead)
		}
		if _, err := io.WriteString(out, b.String()+"\n"); err != nil {
			return fmt.Errorf("writing findings: %w", err)
		}
	}
	return nil
}

// mark is the line of the file and carets below the text in question.
func mark(f Finding, on paint) string {
	letters := []rune(f.Text)
	if strings.TrimSpace(f.Text) == "" {
		return ""
	}
	from, to := 0, len(letters)
	if to > wide {
		from = min(max(f.Column-1-wide/3, 0), to-wide)
		to = from + wide
	}
	start := min(max(f.Column-1, from), to)
	end := min(max(f.EndColumn-1, start+1), max(to, start+1))
	var blank strings.Builder
	for _, c := range letters[from:start] {
		if c != '\t' {
			c = ' '
		}
		blank.WriteRune(c)
	}
	return fmt.Sprintf("%5d | %s\n      | %s%s\n", f.Line, string(letters[from:to]), blank.String(), on.severity(f.Severity, strings.Repeat("^", end-start)))
}

// Summary is one line about what was found.
func Summary(found []Finding) string {
	errors, warnings, notes := Count(found, config.Error), Count(found, config.Warning), Count(found, config.Note)
	fixes := len(editsOf(found))
	text := fmt.Sprintf("%s, %s, %s", plural(errors, "error"), plural(warnings, "warning"), plural(notes, "note"))
	if fixes > 0 {
		text += fmt.Sprintf("; --fix repairs %d", fixes)
	}
	return text
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
