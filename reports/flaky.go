package reports

import (
	"fmt"
	"slices"
	"strings"
)

// tolerated reports whether a scenario was flaky and that was allowed.
func (s Scenario) tolerated() bool { return s.Flaky && !s.Bad() }

// flakiness is a flaky scenario in a few words; empty for others.
func flakiness(s Scenario) string {
	if !s.Flaky {
		return ""
	}
	return fmt.Sprintf("flaky: failed %d of %d times", failedTries(s), len(s.Tries))
}

func failedTries(s Scenario) int {
	failed := 0
	for _, try := range s.Tries {
		if try.Status != Passed {
			failed++
		}
	}
	return failed
}

// triesText is how each try ended, a line each; empty if there was one.
func triesText(s Scenario) string {
	var b strings.Builder
	for i, try := range s.Tries {
		fmt.Fprintf(&b, "%d  %-9s  %8s", i+1, try.Status, duration(try.Duration))
		if try.Message != "" {
			first, _, _ := strings.Cut(try.Message, "\n")
			fmt.Fprintf(&b, "  %s", strings.TrimSuffix(first, ":"))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// firstTrouble is what went wrong when a flaky scenario failed first.
func firstTrouble(s Scenario) string {
	at := slices.IndexFunc(s.Tries, func(t Try) bool { return t.Status != Passed })
	if at < 0 {
		return ""
	}
	first, _, _ := strings.Cut(s.Tries[at].Message, "\n")
	return strings.TrimSuffix(first, ":")
}
