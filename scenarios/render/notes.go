package render

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// WriteNotes writes what the objects themselves do not say: what is not synced and
// why, what came from the host, what the tenant is told.
func (r Result) WriteNotes(out io.Writer) error {
	var text strings.Builder
	if len(r.Left) > 0 {
		section(&text, "Not on the host", []string{"OBJECT", "WHY", "WRITTEN AT"}, func(row func(...string)) {
			for _, l := range r.Left {
				row(name(l.Object), oneLine(l.Why), l.Place)
			}
		})
	}
	if len(r.Mirrors) > 0 {
		section(&text, "From the host", []string{"OBJECT", "IN THE VIRTUAL CLUSTER", "WHY"}, func(row func(...string)) {
			for _, m := range r.Mirrors {
				row(name(m.Host), map[bool]string{true: "yes", false: "no"}[m.Virtual != nil], oneLine(m.Why))
			}
		})
	}
	if len(r.Events) > 0 {
		section(&text, "Told to the tenant", []string{"OBJECT", "TYPE", "REASON", "MESSAGE"}, func(row func(...string)) {
			for _, e := range r.Events {
				row(e.Object, e.Type, e.Reason, oneLine(e.Message))
			}
		})
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// section is a heading with an aligned table below it.
func section(into *strings.Builder, title string, head []string, rows func(row func(...string))) {
	if into.Len() > 0 {
		into.WriteString("\n")
	}
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	row := func(cells ...string) { _, _ = fmt.Fprintln(table, strings.Join(cells, "\t")) } // a Builder takes everything
	row(head...)
	rows(row)
	_ = table.Flush() // a Builder takes everything
	into.WriteString(title + "\n" + indent(trimmed(text.String())))
}

func indent(text string) string {
	var lines strings.Builder
	for line := range strings.Lines(text) {
		lines.WriteString("  " + line)
	}
	return lines.String()
}

// oneLine keeps a message in its row.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
