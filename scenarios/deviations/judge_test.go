package deviations_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/deviations"
)

const file = `deviations:
- behaviour: ING-01
  reason: not yet
  until: 2027-01-31
- feature: to-host/ingresses.feature
  scenario: one
  reason: never
`

func list(t *testing.T) *deviations.List {
	t.Helper()
	read, err := deviations.Read("d.yaml", []byte(file), deviations.Known{
		Behaviours: map[string]bool{"ING-01": true},
		Scenarios:  map[string][]string{"features/to-host/ingresses.feature": {"one", "two"}},
	})
	require.NoError(t, err)
	return read
}

func day(text string) time.Time {
	at, err := time.Parse(time.DateTime, text)
	if err != nil {
		panic(err)
	}
	return at
}

func TestAnAnnouncementHoldsToTheEndOfItsLastDay(t *testing.T) {
	t.Parallel()
	const page = "features/to-host/secrets.feature"
	require.NotNil(t, list(t).Of(page, "any", []string{"ING-01"}, day("2027-01-31 23:59:59")))
	require.Nil(t, list(t).Of(page, "any", []string{"ING-01"}, day("2027-02-01 00:00:00")))
	require.Nil(t, list(t).Of(page, "one", []string{"ING-02"}, day("2026-01-01 00:00:00")))
	require.Equal(t, &reports.Deviation{Reason: "never", Place: "d.yaml:5"}, list(t).Of("features/to-host/ingresses.feature", "one", nil, day("2026-01-01 00:00:00")))
}

func TestAnAnnouncementIsNeedlessWhenAllItSpeaksOfPassed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		other, want reports.Status
	}{
		"the other failed, too, as announced": {reports.XFailed, reports.Passed},
		"the other was not run":               {reports.Skipped, reports.XPassed},
		"the other passed":                    {reports.Passed, reports.XPassed},
		"the other is undefined":              {reports.Undefined, reports.Passed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ids := []string{"ING-01"}
			run := &reports.Run{Features: []reports.Feature{{URI: "features/to-host/secrets.feature", Rules: []reports.Rule{{Scenarios: []reports.Scenario{
				{Name: "a", Status: reports.Passed, Behaviours: ids}, {Name: "b", Status: c.other, Behaviours: ids},
			}}}}}}
			list(t).Judge(run, day("2026-01-01 00:00:00"))
			first := run.Features[0].Rules[0].Scenarios[0]
			require.Equal(t, c.want, first.Status)
			if c.want == reports.XPassed {
				require.Contains(t, first.Failure.Message, "remove the entry at d.yaml:2")
				require.True(t, first.Bad())
			}
		})
	}
}
