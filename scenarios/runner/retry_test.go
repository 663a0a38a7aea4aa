package runner_test

import (
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// guilty blames the first so many scenarios it judges.
func guilty(times int64) func(history.History) []reports.Law {
	var judged atomic.Int64
	return func(history.History) []reports.Law {
		if judged.Add(1) > times {
			return nil
		}
		return []reports.Law{{Name: "fair", Violations: []string{"call 9 was rude"}}}
	}
}

func tried(t *testing.T, options runner.Options, name string) (reports.Run, reports.Scenario) {
	t.Helper()
	options.Target = runner.Memory{Width: 1}
	run := planted(t, options, name)
	require.Equal(t, 1, run.Totals().All(), "tries are one scenario")
	return run, run.Features[0].Rules[0].Scenarios[0]
}

func TestAScenarioThatPassesTheNextTimeIsFlakyAndFailed(t *testing.T) {
	t.Parallel()
	run, result := tried(t, runner.Options{Judge: guilty(2), Retry: 5}, "all is well")
	require.True(t, result.Flaky)
	require.Equal(t, reports.Failed, result.Status)
	require.Contains(t, result.Failure.Message, "call 9 was rude", "it is shown as it failed")
	require.Equal(t, []reports.Status{reports.Failed, reports.Failed, reports.Passed}, triesOf(result))
	require.False(t, run.Good())
	require.Equal(t, "1 of 1 scenario failed, but not each time: it is flaky", run.Verdict())
}

func TestAFlakyScenarioPassesWhereThatIsAllowed(t *testing.T) {
	t.Parallel()
	run, result := tried(t, runner.Options{Judge: guilty(1), Retry: 1, AllowFlaky: true}, "all is well")
	require.True(t, result.Flaky)
	require.Equal(t, reports.Passed, result.Status)
	require.True(t, run.Good())
	require.Equal(t, "The scenario passed, but not each time: it is flaky", run.Verdict())
	require.Contains(t, result.Tries[0].Message, "call 9 was rude", "what failed is not forgotten")
}

func TestWhatFailsEachTimeIsNotFlaky(t *testing.T) {
	t.Parallel()
	_, result := tried(t, runner.Options{Judge: guilty(9), Retry: 2, AllowFlaky: true}, "all is well")
	require.False(t, result.Flaky)
	require.Equal(t, []reports.Status{reports.Failed, reports.Failed, reports.Failed}, triesOf(result))
}

func TestOnlyWhatFailedIsTriedAgain(t *testing.T) {
	t.Parallel()
	_, well := tried(t, runner.Options{Judge: innocent, Retry: 2}, "all is well")
	require.Empty(t, well.Tries)
	_, unknown := tried(t, runner.Options{Judge: innocent, Retry: 2}, "a step that nobody knows")
	require.Empty(t, unknown.Tries, "a step that is not defined will not be the next time")
}

func triesOf(s reports.Scenario) []reports.Status {
	var all []reports.Status
	for _, try := range s.Tries {
		all = append(all, try.Status)
	}
	return all
}
