package runner

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/syncspec/syncspec/scenarios"
	"github.com/syncspec/syncspec/scenarios/subject"
	"github.com/syncspec/syncspec/steps"
)

// ServerPair is a pair of real API servers, which may be lost.
type ServerPair interface {
	scenarios.Pair
	// Health is nil while all servers run; else it says which one ended, and how.
	Health() error
	// Ended is closed when a server has ended though nobody closed the pair.
	Ended() <-chan struct{}
	// Dir holds the servers' logs and a kubeconfig for each side.
	Dir() string
}

// Servers is the target of real API servers: each lane has a pair of its own,
// booted when it is first needed and wiped between scenarios.
type Servers struct {
	// Boot starts the pair of a lane; pairs are booted one after the other.
	Boot func(ctx context.Context, lane int) (ServerPair, error)
	// Width is how many lanes there are.
	Width int
	// About describes the servers for the report.
	About string
	// Lacks are tags of scenarios that cannot run, with the reason.
	Lacks map[string]string

	mu    sync.Mutex
	pairs map[int]*lanePair
}

var _ Target = (*Servers)(nil)

// lanePair is the pair of one lane; used pairs are wiped before they are used again.
type lanePair struct {
	ServerPair
	used bool
}

// Name is "envtest".
func (s *Servers) Name() string { return "envtest" }

// Detail says what the servers are and how many lanes there are.
func (s *Servers) Detail() string {
	return fmt.Sprintf("%s, %d %s", s.About, s.Lanes(), plural(s.Lanes(), "lane"))
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

// Skips are scenarios that need a real node, or a program that is not there. Other
// nodes are simulated.
func (s *Servers) Skips() map[string]string {
	skips := map[string]string{"@kubelet": "needs a real node"}
	maps.Copy(skips, s.Lacks)
	return skips
}

// Lanes is how many scenarios run at a time.
func (s *Servers) Lanes() int { return max(s.Width, 1) }

// Use gives body the lane's pair, wiped. Its context ends early when a server
// does; that, and servers that cannot be booted or wiped, is an
// *EnvironmentError.
func (s *Servers) Use(ctx context.Context, lane int, body Body) error {
	pair, err := s.pair(ctx, lane)
	if err != nil {
		return &EnvironmentError{Doing: "booting the API servers", Err: err}
	}
	if pair.used {
		if err := pair.Reset(ctx); err != nil {
			pair.missed(ctx)
			return pair.lost(fmt.Errorf("wiping the API servers between scenarios: %w", err))
		}
	}
	pair.used = true
	living, cancel := whileAlive(ctx, pair)
	defer cancel()
	if passed := body(living, pair.ServerPair, subject.Settled); !passed {
		pair.missed(ctx)
	}
	return pair.lost(nil)
}

// lost is not nil when a server has ended, which explains anything else, or
// when there is something else.
func (l *lanePair) lost(other error) error {
	if err := l.Health(); err != nil {
		return &EnvironmentError{Doing: "the API servers were lost in the middle of the run", Err: err}
	}
	if other != nil {
		return &EnvironmentError{Doing: "the API servers cannot be used", Err: other}
	}
	return nil
}

// pair returns the lane's pair and boots it at first.
func (s *Servers) pair(ctx context.Context, lane int) (*lanePair, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if pair := s.pairs[lane]; pair != nil {
		return pair, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	booted, err := s.Boot(ctx, lane)
	if err != nil {
		return nil, err
	}
	if s.pairs == nil {
		s.pairs = map[int]*lanePair{}
	}
	s.pairs[lane] = &lanePair{ServerPair: booted}
	return s.pairs[lane], nil
}

var errServerEnded = errors.New("a server ended")

// whileAlive ends a context when one of the pair's servers does.
func whileAlive(ctx context.Context, pair ServerPair) (context.Context, context.CancelFunc) {
	living, cancel := context.WithCancelCause(ctx)
	go func() {
		select {
		case <-pair.Ended():
			cancel(errServerEnded)
		case <-living.Done():
		}
	}()
	return living, func() { cancel(nil) }
}

// missed gives the death of a server the moment it takes to be noticed, so that
// it is not taken for a behaviour that failed, or for a wipe that did.
func (l *lanePair) missed(ctx context.Context) {
	moment := time.NewTimer(500 * time.Millisecond)
	defer moment.Stop()
	select {
	case <-l.Ended():
	case <-moment.C:
	case <-ctx.Done():
	}
}

// Dirs are the folders of the pairs that run.
func (s *Servers) Dirs() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var dirs []string
	for _, pair := range s.pairs {
		dirs = append(dirs, pair.Dir())
	}
	return dirs
}

// Close ends all pairs.
func (s *Servers) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var failed []error
	for lane, pair := range s.pairs {
		if err := pair.Close(); err != nil {
			failed = append(failed, fmt.Errorf("ending the API servers of lane %d: %w", lane, err))
		}
	}
	s.pairs = nil
	return errors.Join(failed...)
}

var _ subject.Machinery = (*lanePair)(nil)

// Run starts a program of Kubernetes for one side, where the servers can.
func (l *lanePair) Run(ctx context.Context, side steps.Side, program string) (stop func() error, err error) {
	pair, ok := l.ServerPair.(subject.Machinery)
	if !ok {
		return nil, fmt.Errorf("these servers run no %s", program)
	}
	return pair.Run(ctx, side, program)
}
