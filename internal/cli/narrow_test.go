package cli

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/scenarios/runner"
)

func TestShardsPartWhatThereIs(t *testing.T) {
	t.Parallel()
	all, err := chosen(runner.Selection{})
	require.NoError(t, err)
	partOf := map[string]int{}
	for part := 1; part <= 4; part++ {
		kept, err := shard{part, 4}.keep(all)
		require.NoError(t, err)
		require.Greater(t, len(kept), len(all)/8, "parts are of a size")
		for _, example := range kept {
			require.NotContains(t, partOf, example.Place(), "no scenario is in two parts")
			partOf[example.Place()] = part
		}
	}
	require.Len(t, partOf, len(all))

	few, err := chosen(runner.Selection{Tags: "@RTC-14 or @RTC-03"})
	require.NoError(t, err)
	for _, example := range few {
		require.True(t, shard{partOf[example.Place()], 4}.holds(example.Place()), "whatever else is selected")
	}
}

func TestAnEmptyShardIsAnError(t *testing.T) {
	t.Parallel()
	page := &runner.Feature{URI: "page.feature"}
	one := []runner.Example{{Feature: page, Line: 2}}
	empty := 0
	for part := 1; part <= 2; part++ {
		if _, err := (shard{part, 2}).keep(one); err != nil {
			empty++
			require.EqualError(t, err, fmt.Sprintf("nothing is selected: none of 1 scenario is in shard %d/2", part))
			require.Equal(t, ExitUsage, codeOf(err))
		}
	}
	require.Equal(t, 1, empty)
}
