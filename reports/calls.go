package reports

import (
	"fmt"
	"strings"
)

// callList is calls in order. Timed is false where no time passes between them,
// as in memory: there the order is all there is to say of when.
type callList struct {
	Timed bool
	Rows  []callRow
}

// callRow is a call that has its number.
type callRow struct{ Call }

func rowOf(calls []Call, i int) callRow {
	c := calls[i]
	if c.Number == 0 {
		c.Number = i + 1
	}
	return callRow{c}
}

// callsOf lists the calls of a scenario that are wanted, by their numbers.
func callsOf(s Scenario, wanted func(Call) bool) callList {
	list := callList{Timed: timed(s.Calls)}
	for i, c := range s.Calls {
		if wanted(c) {
			list.Rows = append(list.Rows, rowOf(s.Calls, i))
		}
	}
	return list
}

func every(Call) bool { return true }

func changes(c Call) bool { return !reads(c) }

// timed reports whether time passed between calls.
func timed(calls []Call) bool {
	for _, c := range calls {
		if c.Offset > 0 {
			return true
		}
	}
	return false
}

// callsText is the calls for a terminal, a line each.
func callsText(s Scenario) string {
	list, width, at := callsOf(s, every), 0, 0
	for _, c := range list.Rows {
		width = max(width, len(c.Actor))
		at = max(at, len(offset(c.Offset)))
	}
	var b strings.Builder
	for _, c := range list.Rows {
		fmt.Fprintf(&b, "%3d  ", c.Number)
		if list.Timed {
			fmt.Fprintf(&b, "%*s  ", at, offset(c.Offset))
		}
		fmt.Fprintf(&b, "%-7s  %-*s  %-6s  %d  %s", c.Side, width, c.Actor, c.Verb, c.Code, c.Object)
		if c.Message != "" {
			fmt.Fprintf(&b, ": %s", oneLine(c.Message))
		}
		b.WriteString("\n")
	}
	return b.String()
}
