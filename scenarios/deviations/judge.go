package deviations

import (
	"fmt"
	"slices"
	"time"

	"github.com/syncspec/syncspec/reports"
)

// Of says why a scenario is expected to fail, on this day; nil when it is not.
// uri is its page, behaviours are the ids it shows.
func (l *List) Of(uri, title string, behaviours []string, today time.Time) *reports.Deviation {
	for _, e := range l.entries {
		if e.means(uri, title, behaviours) && !e.over(today) {
			return e.deviation()
		}
	}
	return nil
}

func (e entry) means(uri, title string, behaviours []string) bool {
	if e.behaviour != "" {
		return slices.Contains(behaviours, e.behaviour)
	}
	return e.scenario == title && (uri == page(e.feature) || uri == e.feature)
}

// over reports whether the last day of an entry has passed.
func (e entry) over(today time.Time) bool {
	return !e.until.IsZero() && !today.Before(e.until.AddDate(0, 0, 1))
}

func (e entry) deviation() *reports.Deviation {
	d := &reports.Deviation{Reason: e.reason, Link: e.link, Place: e.place}
	if !e.until.IsZero() {
		d.Until = e.until.Format(time.DateOnly)
	}
	return d
}

// Judge makes a run red where an entry is not needed: all scenarios that it
// speaks of and that were run have passed. Scenarios that fail beyond the last
// day of their entry say so.
func (l *List) Judge(run *reports.Run, today time.Time) {
	for _, e := range l.entries {
		passed, failed := e.find(run)
		switch {
		case e.over(today):
			for _, s := range failed {
				s.say(fmt.Sprintf("it was expected to fail until %s (%s); that day has passed", e.until.Format(time.DateOnly), e.place))
			}
		case len(failed) == 0:
			for _, s := range passed {
				s.needless(e)
			}
		}
	}
}

// judged is one scenario of a run, to be changed in its place.
type judged struct{ *reports.Scenario }

// find are the scenarios an entry speaks of, by how they ended.
func (e entry) find(run *reports.Run) (passed, failed []judged) {
	for f := range run.Features {
		for r := range run.Features[f].Rules {
			scenarios := run.Features[f].Rules[r].Scenarios
			for i := range scenarios {
				s := judged{&scenarios[i]}
				switch {
				case !e.means(run.Features[f].URI, s.Name, s.Behaviours):
				case s.Status == reports.Passed || s.Status == reports.XPassed:
					passed = append(passed, s)
				case s.Status != reports.Skipped:
					failed = append(failed, s)
				}
			}
		}
	}
	return passed, failed
}

func (s judged) say(text string) {
	if s.Failure != nil {
		s.Failure.Message = text + "\n" + s.Failure.Message
	}
}

func (s judged) needless(e entry) {
	s.Status, s.Deviation = reports.XPassed, e.deviation()
	s.Failure = &reports.Failure{
		Step:    "outside of the steps",
		Message: fmt.Sprintf("it passed, and was expected to fail: %s; remove the entry at %s", e.reason, e.place),
	}
}
