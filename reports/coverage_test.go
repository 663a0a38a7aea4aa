package reports

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestCoverageGroupsByPage(t *testing.T) {
	pages := Coverage(sample())
	var names []string
	for _, p := range pages {
		names = append(names, p.Page)
	}
	require.Equal(t, []string{"Runtime classes", "How syncing works", "Ingresses", "Persistent volumes"}, names)
	require.Equal(t, States{Delivered: 11, NotRun: 1}, pages[0].Sentences)
	require.Equal(t, States{Delivered: 10}, pages[0].Classes["seed"])
	require.Equal(t, 6, pages[0].Scenarios.Passed)
	require.Equal(t, 1, pages[0].Scenarios.Skipped)
	require.Equal(t, States{Planned: 14}, pages[3].Sentences)
	require.Equal(t, States{Delivered: 16, Failed: 2, NotRun: 1, Planned: 14}, Covered(pages)[""])
}

func TestAFeatureWithoutKnownBehavioursIsAPageOfItsOwn(t *testing.T) {
	pages := Coverage(Run{Features: []Feature{{Name: "New", Rules: []Rule{{Scenarios: []Scenario{{Status: Passed, Behaviours: []string{"X-1"}}}}}}}})
	require.Len(t, pages, 1)
	require.Equal(t, "New", pages[0].Page)
	require.Equal(t, 1, pages[0].Scenarios.Passed)
}

func TestVerdicts(t *testing.T) {
	for want, statuses := range map[string][]Status{
		"Nothing was run":            nil,
		"The scenario passed":        {Passed},
		"All 2 scenarios passed":     {Passed, Passed, Skipped},
		"1 of 2 scenarios failed":    {Passed, Failed, Skipped},
		"1 of 1 scenario failed":     {Undefined},
		"Every scenario was skipped": {Skipped, Skipped},
	} {
		t.Run(want, func(t *testing.T) {
			var rule Rule
			for _, s := range statuses {
				rule.Scenarios = append(rule.Scenarios, Scenario{Status: s})
			}
			require.Equal(t, want, Run{Features: []Feature{{Rules: []Rule{rule}}}}.Verdict())
		})
	}
}

func TestDurationsReadWell(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"0 ms": 0, "0.4 ms": 400 * time.Microsecond, "10 ms": 10 * ms, "999 ms": 999 * ms, "4.2 s": 4200 * ms, "2 min 05 s": 125 * time.Second,
	} {
		require.Equal(t, want, duration(d))
	}
}
