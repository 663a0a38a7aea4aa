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
