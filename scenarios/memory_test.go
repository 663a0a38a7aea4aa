package scenarios_test

import (
	"fmt"
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

// TestFeaturesOnMemoryAsVCluster runs every feature with an engine that is to
// behave as the real vCluster was seen to; what is @documented only is skipped.
func TestFeaturesOnMemoryAsVCluster(t *testing.T) {
	t.Parallel()
	as := options(runner.Memory{})
	as.Compat = "vcluster"
	run, err := runner.Run(t.Context(), builtIn(t), as)
	require.NoError(t, err)
	for place, scenario := range run.All() {
		t.Run(fmt.Sprintf("%s:%d %s", place.Feature.URI, scenario.Line, scenario.Name), func(t *testing.T) {
			judged(t, scenario)
		})
	}
}
