package cli

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// An engine holds every object of two clusters, and most of what it allocates
// beside them is gone within a second. So its garbage is collected when the heap
// has grown by growth percent, which costs less memory than Go's hundred; but a
// heap below the floor is let grow up to it, because there collecting often buys nothing.
const (
	growth    = 75
	heapFloor = 60 << 20 // bytes
)

// collectEarlier sets that, unless the user has chosen.
func (p *Program) collectEarlier() {
	if p.Env("GOGC") == "" {
		collect()
	}
}

// collect sets the next collection's mark, and itself for after it: a finalizer
// of garbage runs once in every collection.
func collect() {
	debug.SetGCPercent(percentFor(liveHeap()))
	runtime.SetFinalizer(&sentinel{}, func(*sentinel) { collect() })
}

// sentinel is not empty, because Go never frees what has no size.
type sentinel struct{ _ [16]byte }

// percentFor is how far a heap of this size may grow.
func percentFor(live uint64) int {
	if live == 0 {
		live = 4 << 20 // Go's smallest heap
	}
	return max(growth, int(100*heapFloor/live)-100)
}

// liveHeap is what the last collection found in use, in bytes.
func liveHeap() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return sample[0].Value.Uint64()
}
