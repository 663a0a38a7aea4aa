package cli

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASmallHeapGrowsToTheFloorAndALargeOneByItsShare(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ live, mark uint64 }{
		"nothing measured yet": {0, heapFloor},
		"a small heap":         {9 << 20, heapFloor},
		"half the floor":       {30 << 20, heapFloor},
		"near the floor":       {64 << 20, 112 << 20},
		"ten thousand objects": {400 << 20, 700 << 20},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			live := c.live
			if live == 0 {
				live = 4 << 20
			}
			require.InDelta(t, c.mark, live+live*uint64(percentFor(c.live))/100, float64(live)/100)
		})
	}
}
