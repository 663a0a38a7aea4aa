package subject

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/script"
	"github.com/syncspec/syncspec/scenarios"
	"github.com/syncspec/syncspec/scenarios/external"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/nodes"
	"github.com/syncspec/syncspec/steps"
)

// Settler returns when a running engine has drawn every consequence of the
// writes that were made: how that is known differs from target to target.
type Settler func(ctx context.Context, running *engine.Engine, writes []engine.Mark) error

// Settled is the Settler of real API servers: the engine's own signal.
func Settled(ctx context.Context, running *engine.Engine, writes []engine.Mark) error {
	return running.Settled(ctx, writes...)
}

// Options are a run's settings that a scenario does not name.
type Options struct {
	// Compat is used where a scenario names none; empty means documented.
	Compat string
	// File is the name findings give to the configuration; empty means ConfigFile.
	File string
	// Evaluate is the engine's, for expressions of patches; nil runs them in this process.
	Evaluate func(script.Static) (script.Evaluator, error)
	// Engine is the command that is the engine; nil runs syncspec's own in this process.
	Engine *external.Command
	// Patience is how long what a scenario claims may take to become true, in clusters
	// where others are at work; 0 means that it holds once the engine has settled.
	Patience time.Duration
	// Launcher starts the engine elsewhere; nil runs it in this process.
	Launcher Launcher
	// Scheduled says that kube-scheduler binds pods to nodes.
	Scheduled bool
	// Planned is told of every plan of the engine, by several goroutines; nil is not.
	Planned func(engine.Planned)
}

// Subject is an engine between the clusters of a pair: in this process, as a command,
// or where a launcher starts it. The steps of one scenario use it, one after the other.
type Subject struct {
	pair    scenarios.Pair
	settle  Settler
	options Options
	log     *lines

	tenant, admin client
	// nodes are the host's simulated ones; nil while no step asked for any.
	nodes *nodes.Simulation
	// employed stop the programs of Kubernetes that run; seen is their last call.
	employed []func() error
	seen     int
	// configured is what the engine was started with last.
	configured atomic.Pointer[config.Config]

	mu       sync.Mutex
	settings steps.Settings
	// rights are those the engine was installed with last.
	rights *rights
	starts int
	// outputs are what each start of a command said.
	outputs []*external.Output
	running incarnation
	writes  []engine.Mark
	marks   []history.Mark
}

var (
	_ steps.Target     = (*Subject)(nil)
	_ steps.Configured = (*Subject)(nil)
	_ steps.Patient    = (*Subject)(nil)
	_ steps.Housing    = (*Subject)(nil)
)

// New returns a subject whose engine does not run yet.
func New(pair scenarios.Pair, settle Settler, options Options) (*Subject, error) {
	if options.Engine != nil {
		options.Engine = options.Engine.Complete()
	}
	s := &Subject{pair: pair, settle: settle, options: options, log: &lines{}}
	var err error
	if s.tenant, err = pair.Client(steps.Virtual, history.Tenant); err != nil {
		return nil, fmt.Errorf("making the tenant's client: %w", err)
	}
	if s.admin, err = pair.Client(steps.Host, history.Admin); err != nil {
		return nil, fmt.Errorf("making the administrator's client: %w", err)
	}
	return s, nil
}

// Patience is that of the options.
func (s *Subject) Patience() time.Duration { return s.options.Patience }

// Log returns what the engine logged since the scenario began, a line each.
// Secret values that a foreign engine says are left out.
func (s *Subject) Log() []string {
	if s.options.Engine == nil {
		return s.log.all()
	}
	return s.redacted(s.said())
}

// Unobserved says why the laws have nothing to go by; empty means that they have.
// What an engine did is known from its requests; one that goes another way to the
// clusters than the one it was given, or nowhere, is not known to keep any law.
func (s *Subject) Unobserved(past history.History) string {
	started := slices.ContainsFunc(past.Marks, func(m history.Mark) bool { return m.Name == "engine-start" })
	if s.options.Engine == nil || !started || slices.ContainsFunc(past.Calls, func(c history.Call) bool { return c.Actor.IsEngine() }) {
		return ""
	}
	return "no request of the engine was seen"
}

// Running reports whether an engine was started and not stopped.
func (s *Subject) Running() bool { return s.current() != nil }

func (s *Subject) current() incarnation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.running
}

// Settle returns when everything that was done has had all its effects, in the engine
// and on simulated nodes; an engine that ended by itself is an error.
func (s *Subject) Settle(ctx context.Context) error {
	for range mostTurns {
		if err := s.rest(ctx); err != nil {
			return err
		}
		moved, err := s.playNodes(ctx)
		if err == nil && !moved {
			moved, err = s.await(ctx)
		}
		if err != nil || !moved {
			return errors.Join(err, s.settled(ctx))
		}
	}
	return fmt.Errorf("the engine and the simulated nodes do not come to rest within %d turns", mostTurns)
}

// settled marks that a running engine has come to rest.
func (s *Subject) settled(ctx context.Context) error {
	if !s.Running() {
		return nil
	}
	return s.mark(ctx, "settled")
}

// rest waits for the engine alone. With none running it returns at once.
func (s *Subject) rest(ctx context.Context) error {
	running := s.current()
	if running == nil {
		return nil
	}
	if err := running.ended(); err != nil {
		return err
	}
	return running.settle(ctx, s.pending())
}

// pending takes the writes nobody has settled for yet. They are not offered
// again: a settled engine has seen them.
func (s *Subject) pending() []engine.Mark {
	s.mu.Lock()
	defer s.mu.Unlock()
	writes := s.writes
	s.writes = nil
	return writes
}

func (s *Subject) wrote(mark engine.Mark) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writes = append(s.writes, mark)
}
