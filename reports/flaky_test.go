package reports

import (
	"bytes"
	"io"
	"testing"

	messages "github.com/cucumber/messages/go/v21"
	"github.com/stretchr/testify/require"
)

// unsure is the sample with one flaky scenario more: as it failed, or allowed.
func unsure(allowed bool) Run {
	run := sourced(sample())
	scenarios := run.Features[2].Rules[1].Scenarios
	first, last := scenarios[0], scenarios[0]
	first.Steps = append([]Step(nil), first.Steps...)
	first.Steps[3].Status, first.Status = Failed, Failed
	for i := 4; i < len(first.Steps); i++ {
		first.Steps[i].Status = Skipped
	}
	first.Failure = &Failure{Step: "When RuntimeClass", Message: "the tide did not come", Rerun: "syncspec run x"}
	tries := []Try{{Failed, 20 * ms, "the tide did not come\nnor the ebb", first.Steps}, {Passed, 30 * ms, "", last.Steps}}
	for _, s := range []*Scenario{&first, &last} {
		s.Flaky, s.Tries = true, tries
	}
	scenarios[0] = first
	if allowed {
		scenarios[0] = last
	}
	return run
}

func TestEveryFormatSaysFlaky(t *testing.T) {
	for name, write := range map[string]func(io.Writer, Run) error{
		"html": WriteHTML, "junit": WriteJUnit, "json": WriteJSON, "ctrf": WriteCTRF, "summary": WriteMarkdown,
		"terminal": func(w io.Writer, run Run) error { return WriteSummary(w, run, false) },
	} {
		for _, allowed := range []bool{false, true} {
			var b bytes.Buffer
			require.NoError(t, write(&b, unsure(allowed)))
			require.Contains(t, b.String(), "flaky", name)
			require.Contains(t, b.String(), "the tide did not come", name)
			if name != "json" {
				require.Contains(t, b.String(), "failed 1 of 2 times", "%s, allowed %v", name, allowed)
			}
			var without bytes.Buffer
			require.NoError(t, write(&without, sample()))
			require.NotContains(t, without.String(), "failed 1 of 2 times", name)
		}
	}
}

func TestAFlakyScenarioIsCountedAsWhatItIsTakenFor(t *testing.T) {
	require.Equal(t, "3 of 12 scenarios failed, 1 of them flaky", unsure(false).Verdict())
	require.Equal(t, 3, unsure(false).Totals().Bad())
	require.Equal(t, 2, unsure(true).Totals().Bad())
	require.Equal(t, 1, unsure(true).Totals().Flaky)
}

func TestOnlyAnAllowedFlakyScenarioIsAnAttemptThatWasRetried(t *testing.T) {
	for allowed, want := range map[bool][]string{false: {"FAILED"}, true: {"FAILED retried", "PASSED"}} {
		run := unsure(allowed)
		run.Features = run.Features[2:]
		run.Features[0].Rules = run.Features[0].Rules[1:]
		var got []string
		worst := "PASSED"
		for _, m := range decoded(t, run) {
			switch {
			case m.TestStepFinished != nil && m.TestStepFinished.TestStepResult.Status == messages.TestStepResultStatus_FAILED:
				worst = "FAILED"
				require.Contains(t, m.TestStepFinished.TestStepResult.Message, "the tide did not come")
			case m.TestCaseFinished != nil:
				if m.TestCaseFinished.WillBeRetried {
					worst += " retried"
				}
				got, worst = append(got, worst), "PASSED"
			}
		}
		require.Equal(t, want, got)
	}
}
