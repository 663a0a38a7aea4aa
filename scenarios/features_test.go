package scenarios_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/script"
	"github.com/syncspec/syncspec/features"
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// builtIn are all scenarios of the features.
func builtIn(t *testing.T) []runner.Example {
	t.Helper()
	pages, err := runner.Load(features.FS, nil)
	require.NoError(t, err)
	examples, err := runner.Choose(pages, runner.Selection{})
	require.NoError(t, err)
	return examples
}

func options(target runner.Target) runner.Options {
	return runner.Options{Target: target, Command: "go run . run", Evaluate: func(static script.Static) (script.Evaluator, error) {
		return script.NewPool(static, script.Options{})
	}}
}

// tell fails the test with everything that is known of a scenario that failed.
func tell(t *testing.T, run reports.Run) {
	t.Helper()
	for _, scenario := range run.All() {
		judged(t, scenario)
	}
}

func judged(t *testing.T, scenario reports.Scenario) {
	t.Helper()
	if scenario.Status == reports.Skipped {
		t.Skip(scenario.Reason)
	}
	if scenario.Bad() {
		var text strings.Builder
		require.NoError(t, reports.WriteFailure(&text, scenario, false))
		t.Fatal("\n" + text.String())
	}
}
