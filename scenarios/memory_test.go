package scenarios_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// TestFeaturesOnMemory runs every feature between two API servers in memory,
// each scenario in a bubble of its own.
func TestFeaturesOnMemory(t *testing.T) {
	t.Parallel()
	rights, ran, all := newEntitled(), atomic.Int64{}, builtIn(t)
	t.Cleanup(func() {
		if int(ran.Load()) < len(all) {
			return // only some were asked for
		}
		require.Empty(t, rights.needless(), "rights an engine is given and no scenario needs: show what for, or say in unneeded why not")
		require.Empty(t, rights.stale(), "excuses nobody needs")
	})
	for _, example := range all {
		t.Run(example.Place()+" "+example.Name, func(t *testing.T) {
			t.Parallel()
			with := options(runner.Memory{Width: 1})
			with.Judge = func(past history.History) []reports.Law {
				rights.add(past)
				return runner.Laws(past)
			}
			run, err := runner.Run(t.Context(), []runner.Example{example}, with)
			require.NoError(t, err)
			ran.Add(1)
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
