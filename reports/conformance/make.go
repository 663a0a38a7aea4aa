package conformance

import (
	"slices"

	"github.com/syncspec/syncspec/reports"
)

// About is what a run does not know itself.
type About struct {
	Implementation Identity
	Versions       Versions
	Classes        Classes
	// Whole is how many scenarios each profile has, without those it contains.
	Whole map[Profile]int
}

// Of makes the report of a run.
func Of(run reports.Run, about About) Report {
	report := Report{
		APIVersion: APIVersion, Kind: Kind, Date: run.Started.UTC(),
		Implementation: about.Implementation, Versions: about.Versions,
		Target: run.Target, Compat: run.Compat, BrokenOff: run.BrokenOff,
		Reproduce: Reproduce{Command: run.Command},
	}
	results := map[Profile]*Result{}
	for _, profile := range Profiles() {
		results[profile] = &Result{Name: profile}
	}
	met := map[string]bool{}
	for place, scenario := range run.All() {
		report.Laws.add(scenario)
		result := results[about.Classes.Of(scenario.Behaviours)]
		result.add(Name(place.Feature, scenario), scenario)
		if at := reports.At(place.Feature, scenario); !met[at] {
			met[at] = true
			result.Statistics.NotSelected--
		}
	}
	for _, profile := range Profiles() {
		result := results[profile]
		result.Statistics.NotSelected = max(result.Statistics.NotSelected+about.Whole[profile], 0)
		result.Result = result.verdict(run.BrokenOff != "")
		report.Profiles = append(report.Profiles, *result)
	}
	return report
}

// Name is how reports call a scenario: its page and its title.
func Name(feature reports.Feature, scenario reports.Scenario) string {
	return feature.URI + ": " + scenario.Name
}

func (r *Result) add(name string, s reports.Scenario) {
	switch s.Status {
	case reports.Passed:
		r.Statistics.Passed++
		r.Passed = append(r.Passed, name)
	case reports.Skipped:
		r.Statistics.Skipped++
		r.Skipped = append(r.Skipped, Omission{name, s.Reason})
	case reports.XFailed:
		r.Statistics.ExpectedFailures++
		r.ExpectedFailures = append(r.ExpectedFailures, deviation(name, s))
	default:
		r.Statistics.Failed++
		r.Failed = append(r.Failed, name)
	}
}

func deviation(name string, s reports.Scenario) Deviation {
	if s.Deviation == nil {
		return Deviation{Scenario: name}
	}
	return Deviation{name, s.Deviation.Reason, s.Deviation.Link, s.Deviation.Until}
}

// verdict is success only when all of the profile was judged, and passed.
func (r *Result) verdict(brokenOff bool) Verdict {
	s := r.Statistics
	switch {
	case s.Failed > 0:
		return Failure
	case s.Passed+s.ExpectedFailures == 0:
		return NotRun
	case brokenOff || s.ExpectedFailures+s.Skipped+s.NotSelected > 0:
		return Partial
	}
	return Success
}

func (l *Laws) add(s reports.Scenario) {
	switch {
	case len(s.Laws) == 0:
	case slices.ContainsFunc(s.Laws, func(law reports.Law) bool { return law.Unobserved != "" }):
		l.NotObservable++
	default:
		l.Judged++
	}
}
