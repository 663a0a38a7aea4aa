package runner

import (
	"sync"

	"github.com/syncspec/syncspec/reports"
)

// serial passes what lanes tell on, one at a time; to may be nil.
type serial struct {
	mu sync.Mutex
	to Progress
}

func (s *serial) tell(what func(Progress)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.to != nil {
		what(s.to)
	}
}

func (s *serial) Begin(total, lanes int) { s.tell(func(p Progress) { p.Begin(total, lanes) }) }

func (s *serial) Started(example Example) { s.tell(func(p Progress) { p.Started(example) }) }

func (s *serial) Finished(example Example, result reports.Scenario) {
	s.tell(func(p Progress) { p.Finished(example, result) })
}

func (s *serial) End() { s.tell(func(p Progress) { p.End() }) }
