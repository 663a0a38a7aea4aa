package runner

import (
	"fmt"
	"maps"
	"regexp"
	"slices"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/steps"
)

var (
	kindInText     = regexp.MustCompile(`\b([A-Z]\w+) "|these ([A-Z]\w+):`)
	kindInArgument = regexp.MustCompile(`(?m)^\s*(?:- )?kind: ([A-Z]\w+)\s*$`)
)

// Kinds are the resources the steps speak of, but for those whose definitions
// the features bring along.
func (e Example) Kinds() []schema.GroupResource {
	found := map[schema.GroupResource]bool{}
	for _, step := range e.Steps {
		for _, match := range slices.Concat(kindInText.FindAllStringSubmatch(step.Text, -1), kindInArgument.FindAllStringSubmatch(step.Argument, -1)) {
			if resource, given, ok := steps.Named(match[1] + last(match)); ok && !given {
				found[resource] = true
			}
		}
	}
	return slices.SortedFunc(maps.Keys(found), func(a, b schema.GroupResource) int {
		return slices.Compare([]string{a.Group, a.Resource}, []string{b.Group, b.Resource})
	})
}

func last(match []string) string {
	if len(match) > 2 {
		return match[2]
	}
	return ""
}

var (
	reporting  = regexp.MustCompile(`^(the host copy of )?([A-Z]\w*) "[^"]*"(?: in the (host|virtual) cluster)? reports this status:$`)
	changing   = regexp.MustCompile(`^(the host copy of )?([A-Z]\w*) "[^"]*"(?: in the (host|virtual) cluster)? is changed to:$`)
	having     = regexp.MustCompile(`^the (host|virtual) cluster has ([A-Z]\w*) "[^"]*"(?: with:)?$`)
	holding    = regexp.MustCompile(`^(?:the (host|virtual) cluster has:|this is applied in the (host|virtual) cluster:)$`)
	status     = regexp.MustCompile(`(?m)^\s*(?:\|\s*status\b|status:)`)
	assignment = regexp.MustCompile(`(?m)^\s*(?:\|\s*spec\.nodeName\b|nodeName:)`)
)

// Plays says what a scenario does in one cluster that controllers do where they
// run; empty means nothing.
func (e Example) Plays(side steps.Side) string {
	for _, step := range e.Steps {
		if played := plays(step, side); played != "" {
			return played
		}
	}
	return ""
}

func plays(step reports.Step, side steps.Side) string {
	report := reporting.FindStringSubmatch(step.Text)
	change := changing.FindStringSubmatch(step.Text)
	have := having.FindStringSubmatch(step.Text)
	hold := holding.FindStringSubmatch(step.Text)
	switch {
	case report != nil && at(report) == side && controlled(report[2]):
		return fmt.Sprintf("reports the status of a %s", report[2])
	case change != nil && at(change) == side && assignment.MatchString(step.Argument):
		return fmt.Sprintf("puts a %s on a node", change[2])
	case have != nil && steps.Side(have[1]) == side:
		return given(have[2], step.Argument)
	case hold != nil && steps.Side(hold[1]+hold[2]) == side:
		for _, kind := range kindInArgument.FindAllStringSubmatch(step.Argument, -1) {
			if played := given(kind[1], step.Argument); played != "" {
				return played
			}
		}
	}
	return ""
}

func at(match []string) steps.Side {
	if match[1] != "" {
		return steps.Host
	}
	return steps.Side(match[3])
}

func given(kind, argument string) string {
	switch {
	case kind == "Node":
		return "makes a Node"
	case controlled(kind) && status.MatchString(argument):
		return fmt.Sprintf("gives a %s its status", kind)
	case kind == "Pod" && assignment.MatchString(argument):
		return "puts a Pod on a node"
	}
	return ""
}

// controlled are the kinds whose status a controller of every cluster reports.
func controlled(kind string) bool {
	return slices.Contains([]string{
		"Pod", "Node", "Namespace", "PersistentVolume", "PersistentVolumeClaim",
		"Deployment", "ReplicaSet", "PodDisruptionBudget",
	}, kind)
}
