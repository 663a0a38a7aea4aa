package law

import (
	"fmt"
	"strings"

	"github.com/syncspec/syncspec/scenarios/history"
)

// Verdict is what one law says about one history.
type Verdict struct {
	// Law is the law's name, as reports print it.
	Law string
	// Checked counts the places the law looked at; zero means it had nothing to judge.
	Checked int
	// Violations has one sentence for each place the law was broken.
	Violations []string
}

// Holds reports whether the law was not broken.
func (v Verdict) Holds() bool { return len(v.Violations) == 0 }

// Judge applies all laws, always in the same order. It does not change the history.
func Judge(h history.History) []Verdict {
	laws := []struct {
		name  string
		judge func(history.History, *Verdict)
	}{
		{"confined", confined},
		{"owned", owned},
		{"just", just},
		{"injective", injective},
		{"quiet", quiet},
		{"restart-neutral", restartNeutral},
		{"told", told},
		{"no leak", noLeak},
		{"secrets kept", secretsKept},
	}
	verdicts := make([]Verdict, len(laws))
	for i, law := range laws {
		verdicts[i].Law = law.name
		law.judge(h, &verdicts[i])
	}
	return verdicts
}

// check counts one judged place and notes a violation unless it is fine.
func (v *Verdict) check(fine bool, format string, args ...any) {
	v.Checked++
	if !fine {
		v.Violations = append(v.Violations, fmt.Sprintf(format, args...))
	}
}

// describe names a call in one line: who did what, where, to which object.
func describe(c history.Call) string {
	resource := c.Resource.Resource
	if c.Subresource != "" {
		resource += "/" + c.Subresource
	}
	name := strings.TrimPrefix(keyOf(c).namespace+"/"+keyOf(c).name, "/")
	return fmt.Sprintf("call %d: %s %s %s %s on the %s (%d)", c.Seq, c.Actor, c.Verb, resource, name, c.Side, c.Code)
}
