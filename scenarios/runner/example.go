package runner

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/syncspec/syncspec/reports"
)

// Example is one scenario, or one row of a scenario outline, as it is written.
type Example struct {
	// Feature is the page it stands on.
	Feature *Feature
	// Rule is the documented sentence it is an example of; empty outside a rule.
	Rule     string
	RuleLine int
	Name     string
	// Line is the scenario's line, for outlines that of the row.
	Line int
	Tags []string
	// Steps are the steps as they are read, the background's first.
	Steps []reports.Step

	scenarioLine int // the line godog selects by
	row          int // which of the examples on that line
	from, to     int // the lines that belong to it, for path:line
}

// Feature is one page of features.
type Feature struct {
	URI, Name, Description string
	Line                   int
	Examples               []Example
	text                   []byte
}

// Place is where the example stands, in the form `run` takes.
func (e Example) Place() string { return fmt.Sprintf("%s:%d", e.Feature.URI, e.Line) }

var behaviourTag = regexp.MustCompile(`^@([A-Z][A-Z0-9]*-T?[0-9]+[a-z]?)$`)

// Behaviours returns the ids of the catalogue the example stands for.
func (e Example) Behaviours() []string {
	var ids []string
	for _, tag := range e.Tags {
		if m := behaviourTag.FindStringSubmatch(tag); m != nil {
			ids = append(ids, m[1])
		}
	}
	return ids
}

// blank returns the example's result before anything was run.
func (e Example) blank() reports.Scenario {
	steps := make([]reports.Step, len(e.Steps))
	for i, step := range e.Steps {
		step.Status = reports.Skipped
		steps[i] = step
	}
	return reports.Scenario{Name: e.Name, Line: e.Line, Tags: e.Tags, Behaviours: e.Behaviours(), Attempt: 1, Steps: steps}
}

func (e Example) has(tag string) bool {
	for _, t := range e.Tags {
		if strings.EqualFold(t, tag) {
			return true
		}
	}
	return false
}
