package reports

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// logTail is how many log lines a terminal gets; the other reports have all of them.
const logTail = 30

// WriteFailure writes everything known about one failed scenario for a
// terminal: the step, every mismatched field, both objects, events, log, calls
// and the command that runs it again.
func WriteFailure(w io.Writer, s Scenario, color bool) error {
	out := &sink{w: w}
	writeFailure(out, "", cleanedScenario(s), paint(color))
	return out.err
}

// writeFailure expects clean strings.
func writeFailure(w *sink, uri string, s Scenario, p paint) {
	w.printf("%s %s", p.as(red, "✕"), p.as(bold, oneLine(s.Name)))
	for _, id := range s.Behaviours {
		w.printf("  %s", p.as(faint, id))
	}
	where := "line " + strconv.Itoa(s.Line)
	if uri != "" {
		where = uri + ":" + strconv.Itoa(s.Line)
	}
	if s.Flaky {
		where += ", " + flakiness(s)
	}
	w.printf("\n%s\n\n", p.as(faint, "  "+where))
	var body strings.Builder
	writeFailureBody(&body, s, p)
	w.printf("%s\n\n", indent(body.String(), "  "))
}

// writeFailureBody is shared by the terminal and JUnit.
func writeFailureBody(w io.Writer, s Scenario, p paint) {
	sections := &textSections{w: w, p: p}
	f := s.Failure
	if f == nil {
		f = &Failure{Message: headline(s)}
	}
	sections.text("Step", f.Step)
	sections.text("Message", whatFailed(*f))
	sections.text("Fields", fieldsText(f.Fields, p))
	sections.text("Laws", lawsText(s.Laws, s.Failure))
	sections.text("Virtual object", f.Virtual)
	sections.text("Host object", f.Host)
	if f.Step != "" {
		sections.text("Events", cmp.Or(strings.Join(f.Events, "\n"), "none on either side"))
	}
	sections.text("Engine log", logText(f.Log))
	sections.text("Calls", callsText(s))
	sections.text("Tries", triesText(s))
	sections.text("Artifacts", f.Artifact)
	sections.text("Run again", f.Rerun)
}

// whatFailed is the message without the table of fields that reports show
// themselves, in whole.
func whatFailed(f Failure) string {
	if len(f.Fields) == 0 {
		return f.Message
	}
	first, _, _ := strings.Cut(f.Message, "\n")
	return strings.TrimSuffix(first, ":")
}

type textSections struct {
	w io.Writer
	p paint
}

func (t *textSections) text(title, body string) {
	body = strings.TrimRight(body, "\n ")
	if body == "" {
		return
	}
	_, _ = fmt.Fprintf(t.w, "%s\n%s\n", t.p.as(bold, title), indent(body, "  "))
}

// fieldsText puts want above got, so that even long values can be compared by eye.
func fieldsText(fields []Mismatch, p paint) string {
	var b strings.Builder
	for _, f := range fields {
		fmt.Fprintf(&b, "%s\n", f.Path)
		fmt.Fprintf(&b, "%s\n", indent("want  "+hang(shown(f.Want)), "  "))
		fmt.Fprintf(&b, "%s\n", indent("got   "+p.as(red, hang(shown(f.Got))), "  "))
	}
	return b.String()
}

// shown makes an empty value visible.
func shown(value string) string {
	if value == "" {
		return `""`
	}
	return value
}

func hang(value string) string { return strings.ReplaceAll(value, "\n", "\n      ") }

// untold is what a law found and the failure's message does not say already.
func untold(law Law, f *Failure) []string {
	if f == nil {
		return law.Violations
	}
	return slices.DeleteFunc(slices.Clone(law.Violations), func(violation string) bool {
		return strings.Contains(f.Message, violation)
	})
}

func lawsText(laws []Law, f *Failure) string {
	var b strings.Builder
	for _, law := range laws {
		for _, violation := range untold(law, f) {
			fmt.Fprintf(&b, "%s: %s\n", law.Name, violation)
		}
	}
	return b.String()
}

func logText(log []string) string {
	if len(log) <= logTail {
		return strings.Join(log, "\n")
	}
	more := fmt.Sprintf("… %s before\n", plural(len(log)-logTail, "line"))
	return more + strings.Join(log[len(log)-logTail:], "\n")
}

func indent(text, by string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = by + line
		}
	}
	return strings.Join(lines, "\n")
}
