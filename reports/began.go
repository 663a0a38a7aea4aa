package reports

import (
	"iter"
	"time"
)

// begun is a scenario with its place and the time it began.
type begun struct {
	Place
	Scenario
	Began time.Time
}

// begun visits every scenario in the run's order. A run keeps how long scenarios
// took and in which lane, not when they began: each begins when the one before it
// in its lane ends, the first with the run.
func (r Run) begun() iter.Seq[begun] {
	return func(yield func(begun) bool) {
		free := map[int]time.Time{}
		for place, s := range r.All() {
			began, used := free[s.Lane]
			if !used {
				began = r.Started
			}
			free[s.Lane] = began.Add(s.Duration)
			if !yield(begun{place, s, began}) {
				return
			}
		}
	}
}
