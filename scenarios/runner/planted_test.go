package runner_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// innocent finds nothing to blame.
func innocent(history.History) []reports.Law { return nil }

// one runs the scenario of the planted page with this name, on memory.
func one(t *testing.T, name string, judge func(history.History) []reports.Law) reports.Scenario {
	t.Helper()
	pages, err := runner.Load(os.DirFS("testdata"), []string{"testdata/planted.feature"})
	require.NoError(t, err)
	examples, err := runner.Choose(pages, runner.Selection{Name: "^" + name + "$"})
	require.NoError(t, err)
	run, err := runner.Run(t.Context(), examples, runner.Options{Target: runner.Memory{Width: 1}, Judge: judge})
	require.NoError(t, err)
	require.Equal(t, 1, run.Totals().All())
	return run.Features[0].Rules[0].Scenarios[0]
}

func TestAPlantedFailureIsToldWhole(t *testing.T) {
	t.Parallel()
	result := one(t, "a wrong field", innocent)

	require.Equal(t, reports.Failed, result.Status)
	failure := result.Failure
	require.Equal(t, `Then the host copy of Secret "default/password" has:`, failure.Step)
	require.Len(t, failure.Fields, 2, "every field that is not as expected, not only the first")
	require.Equal(t, reports.Mismatch{Path: "type", Want: "wrong", Got: "Opaque"}, failure.Fields[0])
	require.Contains(t, failure.Virtual, "name: password")
	require.Contains(t, failure.Host, "name: password-x-default-x-vcluster")
	require.NotEmpty(t, failure.Log)
	require.Equal(t, "syncspec run --target memory testdata/planted.feature:5", failure.Rerun)

	require.Equal(t, []reports.Status{reports.Passed, reports.Passed, reports.Failed}, statuses(result))
	require.Contains(t, calls(result), "host admin create Namespace vcluster")
	require.Contains(t, calls(result), "host engine/1 create Secret vcluster/password-x-default-x-vcluster")
	require.Positive(t, result.Steps[1].FromCalls)
	require.True(t, slices.IsSortedFunc(result.Calls, func(a, b reports.Call) int { return a.Number - b.Number }))
	require.Greater(t, result.Calls[len(result.Calls)-1].Number, len(result.Calls), "reads are counted, as laws count them")
	require.Positive(t, result.Duration)

	var whole strings.Builder
	require.NoError(t, reports.WriteFailure(&whole, result, false))
	for _, call := range result.Calls {
		whole.WriteString(call.Patch)
	}
	require.NotContains(t, whole.String()+failure.Host+failure.Virtual, "aHVudGVyMg==", "a secret's value is nobody's business")
	require.Contains(t, failure.Host, reports.Redacted)
}

func TestAnEventIsEvidence(t *testing.T) {
	t.Parallel()
	failure := one(t, "a pod that is told why it stays", innocent).Failure
	require.NotNil(t, failure)
	require.Len(t, failure.Events, 1)
	require.Contains(t, failure.Events[0], "virtual: Warning ")
	require.Contains(t, failure.Events[0], " on Pod default/web: ")
}

func TestAnUndefinedStepFailsItsScenario(t *testing.T) {
	t.Parallel()
	result := one(t, "a step that nobody knows", innocent)
	require.Equal(t, reports.Undefined, result.Status)
	require.True(t, result.Bad())
	require.Equal(t, []reports.Status{reports.Passed, reports.Undefined, reports.Skipped}, statuses(result))
	require.Contains(t, result.Failure.Message, "step is undefined")
}

func TestABrokenLawFailsAScenarioWhoseStepsPassed(t *testing.T) {
	t.Parallel()
	var judged history.History
	result := one(t, "all is well", func(past history.History) []reports.Law {
		judged = past
		return []reports.Law{{Name: "fair", Checked: 3}, {Name: "kind", Checked: 7, Violations: []string{"call 9 was rude"}}}
	})
	require.Equal(t, reports.Failed, result.Status)
	require.Equal(t, "after the last step", result.Failure.Step)
	require.Equal(t, `the law "kind" is broken: call 9 was rude`, result.Failure.Message)
	require.Len(t, result.Laws, 2)
	require.Equal(t, "vcluster", judged.Namespace)
	require.NotEmpty(t, judged.Seeded["host"])
	require.Equal(t, []string{"engine-start", "settled", "settled", "settled", "restart-check", "engine-stop", "engine-start", "settled"}, marks(judged))
}

func TestAScenarioThatPassesHasNoFailure(t *testing.T) {
	t.Parallel()
	result := one(t, "all is well", innocent)
	require.Equal(t, reports.Passed, result.Status)
	require.Nil(t, result.Failure)
}

func TestScenariosOfOtherTargetsAreSkippedWithAReason(t *testing.T) {
	t.Parallel()
	result := one(t, "only where there is a real API server", innocent)
	require.Equal(t, reports.Skipped, result.Status)
	require.Equal(t, "@apiserver: needs a real API server", result.Reason)
}

func TestRepeatRunsEveryScenarioSoOften(t *testing.T) {
	t.Parallel()
	run := planted(t, runner.Options{Repeat: 3, Target: runner.Memory{Width: 2}}, "all is well")
	require.Equal(t, 3, run.Totals().Passed)
	require.Equal(t, 3, run.Features[0].Rules[0].Scenarios[2].Attempt)
}

func TestFailFastBeginsNothingAfterAFailure(t *testing.T) {
	t.Parallel()
	run := planted(t, runner.Options{FailFast: true, Target: runner.Memory{Width: 1}}, "")
	require.Equal(t, 1, run.Totals().All())
	require.Equal(t, 1, run.Totals().Failed)
	require.Greater(t, run.Selected, 1)
	require.Equal(t, "it was to end at the first failure", run.BrokenOff)
	require.False(t, run.Good())
}

func TestARunThatIsInterruptedSaysSo(t *testing.T) {
	t.Parallel()
	pages, err := runner.Load(nil, []string{"testdata/planted.feature"})
	require.NoError(t, err)
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	run, err := runner.Run(ctx, pages[0].Examples, runner.Options{Target: runner.Memory{Width: 1}})
	require.ErrorIs(t, err, runner.ErrInterrupted)
	require.Equal(t, runner.ErrInterrupted.Error(), run.BrokenOff)
	require.Equal(t, len(pages[0].Examples), run.NotJudged())
}

func TestWhatIsOnlyDocumentedIsSkippedAsVCluster(t *testing.T) {
	t.Parallel()
	for compat, want := range map[string]reports.Status{"": reports.Passed, "documented": reports.Passed, "vcluster": reports.Skipped} {
		run := planted(t, runner.Options{Compat: compat, Target: runner.Memory{Width: 1}}, "what the documents say")
		result := run.Features[0].Rules[0].Scenarios[0]
		require.Equal(t, want, result.Status)
		if want == reports.Skipped {
			require.Equal(t, "@documented: says what is documented; the real one differs", result.Reason)
		}
	}
}

func planted(t *testing.T, options runner.Options, name string) reports.Run {
	t.Helper()
	pages, err := runner.Load(nil, []string{"testdata/planted.feature"})
	require.NoError(t, err)
	examples, err := runner.Choose(pages, runner.Selection{Name: name})
	require.NoError(t, err)
	if options.Judge == nil {
		options.Judge = innocent
	}
	run, err := runner.Run(t.Context(), examples, options)
	require.NoError(t, err)
	return run
}

func statuses(result reports.Scenario) []reports.Status {
	var all []reports.Status
	for _, step := range result.Steps {
		all = append(all, step.Status)
	}
	return all
}

func calls(result reports.Scenario) []string {
	var all []string
	for _, call := range result.Calls {
		all = append(all, call.Side+" "+call.Actor+" "+call.Verb+" "+call.Object)
	}
	return all
}

func marks(past history.History) []string {
	var all []string
	for _, mark := range past.Marks {
		all = append(all, mark.Name)
	}
	return all
}
