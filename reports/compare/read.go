package compare

import (
	"bytes"
	"fmt"
	"time"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/reports/conformance"
)

// Results are how the scenarios of a report ended, by page and title.
type Results struct {
	order []string
	by    map[string]result
}

type result struct {
	status reports.Status
	took   time.Duration // 0 when the report does not say
}

// Read reads a report of either form.
func Read(text []byte) (Results, error) {
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		run, err := reports.ReadJSON(bytes.NewReader(text))
		if err != nil {
			return Results{}, err
		}
		return ofRun(run), nil
	}
	report, err := conformance.Read(text)
	if err != nil {
		return Results{}, err
	}
	return ofConformance(report), nil
}

func ofRun(run reports.Run) Results {
	r := Results{by: map[string]result{}}
	rows := map[string]map[int]string{}
	for place, s := range run.All() {
		name := conformance.Name(place.Feature, s)
		if rows[name] == nil {
			rows[name] = map[int]string{}
		}
		if _, met := rows[name][s.Line]; !met { // another row of an outline, not another attempt
			rows[name][s.Line] = numbered(name, len(rows[name]))
		}
		r.add(rows[name][s.Line], result{s.Status, s.Duration})
	}
	return r
}

func ofConformance(report conformance.Report) Results {
	r := Results{by: map[string]result{}}
	count := map[string]int{}
	add := func(name string, status reports.Status) {
		r.add(numbered(name, count[name]), result{status: status})
		count[name]++
	}
	for _, profile := range report.Profiles {
		for _, name := range profile.Passed {
			add(name, reports.Passed)
		}
		for _, name := range profile.Failed {
			add(name, reports.Failed)
		}
		for _, each := range profile.ExpectedFailures {
			add(each.Scenario, reports.XFailed)
		}
		for _, each := range profile.Skipped {
			add(each.Scenario, reports.Skipped)
		}
	}
	return r
}

// numbered tells scenarios of the same title apart.
func numbered(name string, before int) string {
	if before == 0 {
		return name
	}
	return fmt.Sprintf("%s (%d)", name, before+1)
}

// add keeps the worse of two attempts, and the quicker.
func (r *Results) add(name string, now result) {
	before, met := r.by[name]
	if !met {
		r.order = append(r.order, name)
	}
	if met && fails(before.status) && !fails(now.status) {
		now.status = before.status
	}
	if met && before.took > 0 {
		now.took = min(now.took, before.took)
	}
	r.by[name] = now
}

func fails(status reports.Status) bool { return (reports.Scenario{Status: status}).Bad() }
