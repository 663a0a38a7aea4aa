package scenarios_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/scenarios/runner"
)

// TestFeaturesOnMemory runs every feature between two API servers in memory,
// each scenario in a bubble of its own.
func TestFeaturesOnMemory(t *testing.T) {
	t.Parallel()
	for _, example := range builtIn(t) {
		t.Run(example.Place()+" "+example.Name, func(t *testing.T) {
			t.Parallel()
			run, err := runner.Run(t.Context(), []runner.Example{example}, options(runner.Memory{Width: 1}))
			require.NoError(t, err)
			tell(t, run)
		})
	}
}
