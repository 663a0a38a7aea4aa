package render

import (
	"cmp"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/syncspec/syncspec/engine/plan"
)

// reasons is a table: field, rule, behaviour with its page, line of the configuration.
func (c Copy) reasons(detail Detail) string {
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	row := func(cells ...string) { _, _ = table.Write([]byte(strings.Join(cells, "\t") + "\n")) } // a Builder takes everything
	row("FIELD", "WHY", "BEHAVIOUR", "DOCUMENT", "CONFIGURED AT")
	for _, reason := range sorted(c.Because) {
		row(reason.Field, reason.Rule, reason.Behaviour, detail.page(reason.Behaviour), cmp.Or(reason.Config, "-"))
	}
	_ = table.Flush() // a Builder takes everything
	return trimmed(text.String())
}

// sorted are the reasons by field; of one field the last holds.
func sorted(reasons []plan.Reason) []plan.Reason {
	last := map[string]plan.Reason{}
	for _, reason := range reasons {
		last[reason.Field] = reason
	}
	var rows []plan.Reason
	for _, reason := range last {
		rows = append(rows, reason)
	}
	slices.SortFunc(rows, func(a, b plan.Reason) int { return cmp.Compare(a.Field, b.Field) })
	return rows
}

// trimmed has no blanks at the ends of its lines.
func trimmed(text string) string {
	var lines strings.Builder
	for line := range strings.Lines(text) {
		lines.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return lines.String()
}
