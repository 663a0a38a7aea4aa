package playground

import (
	"fmt"
	"strings"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
)

// follow tells what a plan does, one line for each change.
func (w *world) follow(p engine.Planned) {
	for _, action := range p.Plan.Actions {
		w.Out(line(p, action))
	}
}

// line is side, verb, object and why.
func line(p engine.Planned, a plan.Action) string {
	if a.Verb == plan.Tell {
		return fmt.Sprintf("%-8s%-8s%s %s: %s", "virtual", "event", a.Event.Regarding.GetKind(), p.Key, a.Event.Message)
	}
	what := string(a.Verb)
	if a.Subresource != "" {
		what += " " + a.Subresource
	}
	text := fmt.Sprintf("%-8s%-7s %s %s", a.Side, what, a.Recipe.Kind, a.Key)
	if a.Side == object.Host && !a.Recipe.FromHost {
		text += " of " + p.Key.String()
	}
	return text + ": " + why(p, a)
}

// why is the cause of a deletion, what a patch changes with its rules, or how the pair stands.
func why(p engine.Planned, a plan.Action) string {
	if a.Cause != "" {
		return a.Cause
	}
	if a.Verb != plan.Patch || len(a.Because) == 0 {
		return p.Plan.Verdict
	}
	return strings.Join(changes(a.Because), "; ")
}

// changes are fields by the rule that changes them: each rule once, with the first
// fields it is the reason of.
func changes(because []plan.Reason) []string {
	var rules []string
	fields := map[string][]string{}
	for _, reason := range because {
		if fields[reason.Rule] == nil {
			rules = append(rules, reason.Rule)
		}
		fields[reason.Rule] = append(fields[reason.Rule], reason.Field)
	}
	var told []string
	for _, rule := range rules {
		named := fields[rule]
		if more := len(named) - mostFields; more > 0 {
			named = append(named[:mostFields:mostFields], fmt.Sprintf("and %d more", more))
		}
		told = append(told, fmt.Sprintf("%s (%s)", strings.Join(named, ", "), rule))
	}
	return told
}

// mostFields is how many fields one line names for a rule.
const mostFields = 4
