package reports

import (
	"fmt"
	"iter"
	"time"
)

// Totals counts scenarios by status. Time is the sum of their durations, which
// is more than the run's own duration when several lanes worked at once.
type Totals struct {
	Passed, Failed, Skipped, Undefined int
	// Flaky is how many of those that failed or passed did the other, too.
	Flaky int
	Time  time.Duration
}

// All is the number of scenarios counted.
func (t Totals) All() int { return t.Passed + t.Failed + t.Skipped + t.Undefined }

// Bad is the number of scenarios that make a run fail.
func (t Totals) Bad() int { return t.Failed + t.Undefined }

func (t *Totals) add(s Scenario) {
	t.Time += s.Duration
	if s.Flaky {
		t.Flaky++
	}
	switch s.Status {
	case Passed:
		t.Passed++
	case Skipped:
		t.Skipped++
	case Undefined:
		t.Undefined++
	default:
		t.Failed++
	}
}

// Totals counts the scenarios of the whole run.
func (r Run) Totals() Totals {
	var t Totals
	for _, s := range r.All() {
		t.add(s)
	}
	return t
}

// Totals counts the scenarios of one feature.
func (f Feature) Totals() Totals {
	var t Totals
	for _, rule := range f.Rules {
		for _, s := range rule.Scenarios {
			t.add(s)
		}
	}
	return t
}

// Place says where in a run a scenario stands.
type Place struct {
	Feature Feature
	Rule    Rule
}

// All visits every scenario in the run's order.
func (r Run) All() iter.Seq2[Place, Scenario] {
	return func(yield func(Place, Scenario) bool) {
		for _, feature := range r.Features {
			for _, rule := range feature.Rules {
				for _, s := range rule.Scenarios {
					if !yield(Place{feature, rule}, s) {
						return
					}
				}
			}
		}
	}
}

// Good reports whether the run shows that what was selected holds.
func (r Run) Good() bool {
	t := r.Totals()
	return t.Bad() == 0 && t.Passed > 0 && r.BrokenOff == ""
}

// NotJudged is how many scenarios were selected and have no result.
func (r Run) NotJudged() int { return max(r.Selected-r.Totals().All(), 0) }

// Verdict is the run in one sentence. A run in which nothing passed and nothing failed proves nothing, and says so;
// so does one that broke off.
func (r Run) Verdict() string {
	t := r.Totals()
	switch {
	case r.BrokenOff != "" && t.Bad() > 0:
		return fmt.Sprintf("Broken off: %d of %s failed, %d not judged", t.Bad(), plural(t.All()-t.Skipped, "scenario"), r.NotJudged())
	case r.BrokenOff != "":
		return fmt.Sprintf("Broken off: %d of %s passed, %d not judged", t.Passed, plural(max(r.Selected, t.All()), "scenario"), r.NotJudged())
	case t.All() == 0:
		return "Nothing was run"
	case t.Bad() > 0:
		return fmt.Sprintf("%d of %s failed", t.Bad(), plural(t.All()-t.Skipped, "scenario")) + t.ofThem()
	case t.Passed == 0:
		return "Every scenario was skipped"
	case t.All() == 1:
		return "The scenario passed" + t.ofThem()
	}
	return fmt.Sprintf("All %d scenarios passed", t.Passed) + t.ofThem()
}

// ofThem says how many were flaky, nothing if none was.
func (t Totals) ofThem() string {
	switch {
	case t.Flaky == 0:
		return ""
	case t.All()-t.Skipped == 1:
		return ", but not each time: it is flaky"
	}
	return fmt.Sprintf(", %d of them flaky", t.Flaky)
}

// Bad reports whether the scenario makes its run fail.
func (s Scenario) Bad() bool { return s.Status != Passed && s.Status != Skipped }

func plural(n int, noun string) string {
	if n == 1 {
		return fmt.Sprintf("%d %s", n, noun)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// duration is a time as people read it.
func duration(d time.Duration) string {
	switch {
	case d <= 0:
		return "0 ms"
	case d < 10*time.Millisecond:
		return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	d = d.Round(time.Second)
	return fmt.Sprintf("%d min %02d s", int(d.Minutes()), int(d.Seconds())%60)
}
