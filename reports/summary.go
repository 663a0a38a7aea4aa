package reports

import (
	"fmt"
	"io"
	"strconv"
	"time"
)

// WriteSummary writes what a terminal shows at the end of a run: every failure
// in full, one line per documented page, the totals. Without color the text is
// plain.
func WriteSummary(w io.Writer, run Run, color bool) error {
	run = cleaned(run)
	out := &sink{w: w}
	for place, s := range run.All() {
		if s.Bad() {
			writeFailure(out, place.Feature.URI, s, paint(color))
		} else if s.Flaky {
			writeFlaky(out, place.Feature.URI, s, paint(color))
		}
	}
	writePages(out, run, paint(color))
	writeTotals(out, run, paint(color))
	return out.err
}

// writeFlaky tells of a flaky scenario that was allowed.
func writeFlaky(w *sink, uri string, s Scenario, p paint) {
	w.printf("%s %s\n%s\n\n%s\n\n", p.as(yellow, "~"), p.as(bold, oneLine(s.Name)),
		p.as(faint, fmt.Sprintf("  %s:%d, %s", uri, s.Line, flakiness(s))), indent(triesText(s), "  "))
}

func writePages(w *sink, run Run, p paint) {
	var table columns
	table.row("Documented page", "passed", "failed", "skipped", "sentences", "time")
	for i := range table.rows[0] {
		table.style(i, faint)
	}
	silent, rest := 0, States{}
	for _, page := range Coverage(run) {
		if page.Silent() {
			silent++
			rest.merge(page.Sentences)
			continue
		}
		pageRow(&table, page.Page, page.Scenarios, page.Sentences)
	}
	if silent > 0 {
		table.row(plural(silent, "page")+" without scenarios in this run", "·", "·", "·", share(rest), "·")
		table.style(0, faint)
	}
	all := Covered(Coverage(run))[""]
	pageRow(&table, "All", run.Totals(), all)
	table.style(0, bold)
	w.keep(table.write(w, p))
}

func pageRow(table *columns, name string, t Totals, sentences States) {
	table.row(oneLine(name), count(t.Passed), count(t.Bad()), count(t.Skipped), share(sentences), duration(t.Time))
	if t.Passed > 0 {
		table.style(1, green)
	}
	if t.Bad() > 0 {
		table.style(2, red)
	}
	if t.Skipped > 0 {
		table.style(3, yellow)
	}
}

func writeTotals(w *sink, run Run, p paint) {
	totals, verdict := run.Totals(), green
	if !run.Good() {
		verdict = red
	}
	when := "in"
	if run.BrokenOff != "" {
		when = "after"
	}
	w.printf("\n%s %s %s", p.as(verdict, run.Verdict()), when, duration(run.Duration))
	if totals.Skipped > 0 {
		w.printf(", %d skipped", totals.Skipped)
	}
	w.printf(" on %s", oneLine(run.Target))
	if run.Detail != "" {
		w.printf(" (%s)", oneLine(run.Detail))
	}
	w.printf("\n")
	if run.BrokenOff != "" {
		w.printf("Why it broke off: %s\n", oneLine(run.BrokenOff))
	}
	for _, reason := range run.Unobserved() {
		w.printf("The laws were not observable in %s: %s\n", plural(reason.Scenarios, "scenario"), oneLine(reason.Why))
	}
}

func share(s States) string {
	if s.All() == 0 {
		return "·"
	}
	return fmt.Sprintf("%d of %*d", s.Delivered, len(strconv.Itoa(s.All())), s.All())
}

// count shows zero as a dot, so that what is there stands out.
func count(n int) string {
	if n == 0 {
		return "·"
	}
	return strconv.Itoa(n)
}

// offset is a call's distance from its scenario's start, as the call lists show it.
func offset(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
}

// sink remembers the first error of many writes.
type sink struct {
	w   io.Writer
	err error
}

func (s *sink) Write(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.w.Write(p)
	s.keep(err)
	return n, err
}

func (s *sink) keep(err error) {
	if s.err == nil && err != nil {
		s.err = fmt.Errorf("writing the summary: %w", err)
	}
}

func (s *sink) printf(format string, args ...any) {
	_, err := fmt.Fprintf(s, format, args...)
	s.keep(err)
}
