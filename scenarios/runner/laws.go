package runner

import (
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/law"
)

// Laws applies every law to what happened in one scenario, as reports show them.
func Laws(past history.History) []reports.Law {
	var verdicts []reports.Law
	for _, verdict := range law.Judge(past) {
		verdicts = append(verdicts, reports.Law{Name: verdict.Law, Checked: verdict.Checked, Violations: verdict.Violations})
	}
	return verdicts
}

// unless marks the laws as not observable when there is a reason. What was found
// broken all the same stays.
func unless(reason string, laws []reports.Law) []reports.Law {
	if reason == "" {
		return laws
	}
	for i := range laws {
		laws[i].Unobserved, laws[i].Checked = reason, 0
	}
	return laws
}
