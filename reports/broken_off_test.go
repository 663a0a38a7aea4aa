package reports

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// brokenOff is a run that ended before everything that was selected was judged.
func brokenOff(statuses ...Status) Run {
	var rule Rule
	for _, status := range statuses {
		rule.Scenarios = append(rule.Scenarios, Scenario{Name: "one", Status: status})
	}
	return Run{
		Target: "envtest", Selected: 306, BrokenOff: "the run was interrupted",
		Features: []Feature{{URI: "a.feature", Name: "A", Rules: []Rule{rule}}},
	}
}

func TestARunThatBrokeOffNeverLooksLikeOneThatWentWell(t *testing.T) {
	for name, row := range map[string]struct {
		run     Run
		verdict string
	}{
		"after some passed": {brokenOff(Passed, Passed), "Broken off: 2 of 306 scenarios passed, 304 not judged"},
		"after one failed":  {brokenOff(Passed, Failed), "Broken off: 1 of 2 scenarios failed, 304 not judged"},
		"before anything":   {brokenOff(), "Broken off: 0 of 306 scenarios passed, 306 not judged"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, row.verdict, row.run.Verdict())
			require.False(t, row.run.Good())

			var text, page, junit bytes.Buffer
			require.NoError(t, WriteSummary(&text, row.run, false))
			require.NotContains(t, text.String(), "All 2")
			require.Contains(t, text.String(), row.verdict)
			require.Contains(t, text.String(), "the run was interrupted")

			require.NoError(t, WriteHTML(&page, row.run))
			require.Contains(t, page.String(), `<header class="top bad">`)
			require.Contains(t, page.String(), "Why it broke off: the run was interrupted")

			require.NoError(t, WriteJUnit(&junit, row.run))
			var suites junitSuites
			require.NoError(t, xml.Unmarshal(junit.Bytes(), &suites))
			require.Equal(t, 1, suites.Errors)
			require.Equal(t, strings.Count(junit.String(), "<testcase "), suites.Tests)
			require.Contains(t, junit.String(), `<error type="broken off" message="the run was interrupted; `)
		})
	}
}
