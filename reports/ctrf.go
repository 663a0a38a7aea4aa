package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// ctrfVersion is the version of the specification of ctrf.io that is written.
const ctrfVersion = "0.1.0"

// WriteCTRF writes the run in the common test report format of ctrf.io: a test
// per scenario, its suites the page and the documented sentence. A run that broke
// off has one failed test more that says so, as in JUnit. Times are milliseconds.
func WriteCTRF(w io.Writer, run Run) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(ctrfOf(cleaned(run))); err != nil {
		return fmt.Errorf("writing the CTRF report: %w", err)
	}
	return nil
}

type ctrf struct {
	Format    string      `json:"reportFormat"`
	Version   string      `json:"specVersion"`
	Timestamp string      `json:"timestamp"`
	By        string      `json:"generatedBy"`
	Results   ctrfResults `json:"results"`
}

type ctrfResults struct {
	Tool        ctrfTool        `json:"tool"`
	Summary     ctrfSummary     `json:"summary"`
	Tests       []ctrfTest      `json:"tests"`
	Environment ctrfEnvironment `json:"environment"`
}

type ctrfTool struct {
	Name string `json:"name"`
}

type ctrfEnvironment struct {
	App     string `json:"appName"`
	Name    string `json:"testEnvironment"`
	Healthy bool   `json:"healthy"`
}

type ctrfSummary struct {
	Tests    int   `json:"tests"`
	Passed   int   `json:"passed"`
	Failed   int   `json:"failed"`
	Skipped  int   `json:"skipped"`
	Pending  int   `json:"pending"`
	Other    int   `json:"other"`
	Suites   int   `json:"suites"`
	Start    int64 `json:"start"`
	Stop     int64 `json:"stop"`
	Duration int64 `json:"duration"`
}

type ctrfTest struct {
	Name     string     `json:"name"`
	Status   string     `json:"status"`
	Raw      string     `json:"rawStatus,omitempty"`
	Duration int64      `json:"duration"`
	Start    int64      `json:"start"`
	Stop     int64      `json:"stop"`
	Suite    []string   `json:"suite"`
	Message  string     `json:"message,omitempty"`
	Trace    string     `json:"trace,omitempty"`
	File     string     `json:"filePath,omitempty"`
	Line     int        `json:"line,omitempty"`
	Tags     []string   `json:"tags,omitempty"`
	Thread   string     `json:"threadId,omitempty"`
	Retries  int        `json:"retries,omitempty"`
	Flaky    bool       `json:"flaky,omitempty"`
	Steps    []ctrfStep `json:"steps,omitempty"`
}

type ctrfStep struct {
	Name   string `json:"name"`
	Status string `json:"status"`
}

func ctrfOf(run Run) ctrf {
	totals, end := run.Totals(), run.Started.Add(run.Duration)
	results := ctrfResults{
		Tool: ctrfTool{"syncspec"}, Tests: []ctrfTest{},
		Environment: ctrfEnvironment{App: run.Engine, Name: strings.TrimSpace(run.Target + " " + run.Detail), Healthy: run.Good()},
		Summary: ctrfSummary{
			Tests: totals.All(), Passed: totals.Passed, Failed: totals.Bad(), Skipped: totals.Skipped, Suites: len(run.Features),
			Start: run.Started.UnixMilli(), Stop: end.UnixMilli(), Duration: run.Duration.Milliseconds(),
		},
	}
	for scenario := range run.begun() {
		results.Tests = append(results.Tests, ctrfScenario(scenario))
	}
	if run.BrokenOff != "" {
		results.Summary.Tests++
		results.Summary.Failed++
		results.Summary.Suites++
		results.Tests = append(results.Tests, ctrfBrokenOff(run, end))
	}
	return ctrf{Format: "CTRF", Version: ctrfVersion, Timestamp: end.UTC().Format(time.RFC3339), By: "syncspec", Results: results}
}

func ctrfScenario(s begun) ctrfTest {
	test := ctrfTest{
		Name: attemptName(s.Scenario), Status: ctrfStatus(s.Status), Raw: string(s.Status),
		Duration: s.Duration.Milliseconds(), Start: s.Began.UnixMilli(), Stop: s.Began.Add(s.Duration).UnixMilli(),
		Suite: []string{s.Feature.Name}, File: s.Feature.URI, Line: s.Line, Tags: s.Tags, Thread: strconv.Itoa(s.Lane),
		Message: s.Reason, Retries: max(len(s.Tries)-1, 0), Flaky: s.Flaky,
	}
	if s.Rule.Name != "" {
		test.Suite = append(test.Suite, s.Rule.Name)
	}
	if s.Bad() {
		test.Message, test.Trace = headline(s.Scenario), strings.TrimSpace(failureText(s.Scenario))
	}
	if s.Flaky {
		test.Message = strings.TrimSuffix(flakiness(s.Scenario)+": "+firstTrouble(s.Scenario), ": ")
	}
	for _, step := range s.Steps {
		test.Steps = append(test.Steps, ctrfStep{step.Keyword + " " + step.Text, ctrfStatus(step.Status)})
	}
	return test
}

func ctrfBrokenOff(run Run, end time.Time) ctrfTest {
	return ctrfTest{
		Name: "the run reaches its end", Status: "failed", Suite: []string{"syncspec run"},
		Start: end.UnixMilli(), Stop: end.UnixMilli(), Message: whyBrokenOff(run),
	}
}

func ctrfStatus(status Status) string {
	switch status {
	case Passed, Skipped:
		return string(status)
	}
	return "failed"
}
