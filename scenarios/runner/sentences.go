package runner

import (
	"slices"
	"strconv"

	"github.com/syncspec/syncspec/reports"
)

// Sentences gives every behaviour of the catalogue its state in this run: failed
// if any of its scenarios failed, delivered if at least one passed.
func Sentences(catalogue []reports.Sentence, run reports.Run) []reports.Sentence {
	places, passed, failed := map[string][]string{}, map[string]bool{}, map[string]bool{}
	for place, scenario := range run.All() {
		at := place.Feature.URI
		for _, id := range scenario.Behaviours {
			where := at + ":" + strconv.Itoa(scenario.Line)
			if !slices.Contains(places[id], where) {
				places[id] = append(places[id], where)
			}
			passed[id] = passed[id] || scenario.Status == reports.Passed
			failed[id] = failed[id] || scenario.Bad() || scenario.Status == reports.XFailed
		}
	}
	judged := slices.Clone(catalogue)
	for i := range judged {
		sentence := &judged[i]
		sentence.Scenarios = places[sentence.ID]
		switch {
		case failed[sentence.ID]:
			sentence.State = "failed"
		case passed[sentence.ID]:
			sentence.State = "delivered"
		case sentence.State != "planned":
			sentence.State = "not run"
		}
	}
	return judged
}
