package subject

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/rbac"
	"github.com/syncspec/syncspec/scenarios/authority"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// ConfigFile is the name findings give to the configuration of a scenario.
const ConfigFile = "vcluster.yaml"

// incarnation is one start of the engine, wherever it runs.
type incarnation interface {
	// ended returns why the engine runs no more, or nil while it runs.
	ended() error
	// settle returns when the engine has done what follows from the writes.
	settle(ctx context.Context, writes []engine.Mark) error
	// stop ends the engine and returns when it has; an error says that it did not
	// end well.
	stop(ctx context.Context) error
}

// inProcess is an engine in this process.
type inProcess struct {
	engine  *engine.Engine
	settler Settler
	budget  *budget
	// watches are what it has open in each cluster.
	watches map[steps.Side]*watches
	cancel  context.CancelFunc
	done    chan struct{}
	err     error // of Run; read it only after done
}

func (i *inProcess) ended() error {
	select {
	case <-i.done:
		return fmt.Errorf("the engine ended by itself: %w", errors.Join(i.err))
	default:
		return nil
	}
}

// Start runs an engine with these settings and returns once it is ready. A
// refused configuration is a *steps.Refused. One engine runs at a time.
func (s *Subject) Start(ctx context.Context, settings steps.Settings) error {
	if s.Running() {
		return errors.New("starting the engine: it runs already")
	}
	if s.options.Engine != nil {
		return s.startCommand(ctx, settings)
	}
	parsed, findings := config.Parse(cmp.Or(s.options.File, ConfigFile), []byte(settings.Config))
	if parsed != nil {
		findings = append(findings, engine.Check(parsed)...)
	}
	if err := findings.Err(); err != nil {
		return &steps.Refused{Text: err.Error()}
	}
	if err := parsed.CheckInstalled(config.Installation{Name: settings.Name, Namespace: settings.Namespace}).Err(); err != nil {
		return &steps.Refused{Text: err.Error()}
	}
	s.remember(settings, nil) // a refused configuration was never in force
	s.configured.Store(parsed)
	log := slog.New(s.log.handler())
	for _, finding := range findings { // what is left of them are warnings
		log.Warn(finding.String())
	}
	for _, note := range parsed.Ignored() {
		log.Info(note.String())
	}
	if s.options.Launcher != nil {
		return s.startRemote(ctx, settings, parsed)
	}
	next := &inProcess{
		settler: s.settle, budget: newBudget(), watches: map[steps.Side]*watches{steps.Host: newWatches(), steps.Virtual: newWatches()}, done: make(chan struct{}),
	}
	err := s.build(ctx, engine.Options{
		Name: settings.Name, Namespace: settings.Namespace,
		Config: parsed, Compat: s.compat(settings), Log: log, Planned: s.options.Planned, Evaluate: s.options.Evaluate,
	}, next)
	if err != nil {
		return fmt.Errorf("making the engine: %w", err)
	}
	if err := s.mark(ctx, "engine-start"); err != nil {
		return err
	}
	if err := s.install(ctx, settings, parsed); err != nil {
		return err
	}
	launch(ctx, next)
	s.remember(settings, next)
	err = next.ready(ctx)
	if unmet := new(engine.Unmet); errors.As(err, &unmet) {
		s.remember(settings, nil)
		return &steps.Refused{Text: unmet.Error()}
	}
	return err
}

// build makes the next incarnation's engine, with clients that act in its name.
func (s *Subject) build(ctx context.Context, options engine.Options, next *inProcess) error {
	actor := s.nextActor()
	user := authority.ServiceAccount(options.Namespace, rbac.Account(environment(options)))
	virtual, err := s.pair.ClientAs(steps.Virtual, actor, user)
	if err != nil {
		return err
	}
	host, err := s.pair.ClientAs(steps.Host, actor, user)
	if err != nil {
		return err
	}
	options.Version = cluster.Version(ctx, virtual)
	options.Clusters = cluster.Pair{
		Virtual: limited{watched{virtual, next.watches[steps.Virtual]}, next.budget},
		Host:    limited{watched{host, next.watches[steps.Host]}, next.budget},
	}
	next.engine, err = engine.New(options)
	return err
}

// nextActor is who the engine is after its next start.
func (s *Subject) nextActor() history.Actor {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.starts++
	return history.Actor(fmt.Sprintf("%s/%d", history.Engine, s.starts))
}

func (s *Subject) compat(settings steps.Settings) config.Compat {
	for _, wanted := range []string{settings.Compat, s.options.Compat} {
		if wanted != "" {
			return config.Compat(wanted)
		}
	}
	return config.Documented
}

func (s *Subject) remember(settings steps.Settings, started incarnation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings, s.running = settings, started
}

// launch runs the engine until it is stopped: the context of the step that
// started it ends long before.
func launch(ctx context.Context, started *inProcess) {
	life, stop := context.WithCancel(context.WithoutCancel(ctx))
	started.cancel = stop
	go func() {
		defer close(started.done)
		defer func() {
			if p := recover(); p != nil {
				started.err = fmt.Errorf("panic: %v", p)
			}
		}()
		started.err = started.engine.Run(life)
	}()
}

func (i *inProcess) ready(ctx context.Context) error {
	select {
	case <-i.engine.Ready():
		return nil
	case <-i.done:
		return i.ended()
	case <-i.budget.spent:
		return i.budget.err()
	case <-ctx.Done():
		return fmt.Errorf("waiting for the engine to be ready: %w", context.Cause(ctx))
	}
}

// Stop ends the engine and returns when it has; stopping none is no error.
func (s *Subject) Stop(ctx context.Context) error {
	s.mu.Lock()
	running := s.running
	s.running = nil
	s.mu.Unlock()
	if running == nil {
		return nil
	}
	if err := running.stop(ctx); err != nil {
		return err
	}
	return s.mark(ctx, "engine-stop")
}

func (i *inProcess) stop(ctx context.Context) error {
	i.cancel()
	close(i.budget.release)
	select {
	case <-i.done:
	case <-ctx.Done():
		return fmt.Errorf("waiting for the engine to stop: %w", context.Cause(ctx))
	}
	if i.err != nil {
		return fmt.Errorf("the engine ended with an error: %w", i.err)
	}
	return nil
}

func (i *inProcess) settle(ctx context.Context, writes []engine.Mark) error {
	waiting, done := i.budget.within(ctx)
	defer done()
	err := i.settler(waiting, i.engine, writes)
	if err = cmp.Or(i.budget.err(), err); err != nil {
		return errors.Join(fmt.Errorf("waiting for the engine to settle: %w", err), i.ended())
	}
	i.budget.rested()
	return nil
}

// Restart stops a settled engine and starts it again as it was. What it writes
// after this is judged by the law that says a restart changes nothing. An engine
// that is to behave like real vCluster is only settled: that one is known to
// catch up on a restart with what it had left undone (RTC-50).
func (s *Subject) Restart(ctx context.Context) error {
	if err := s.Settle(ctx); err != nil || s.compat(s.settings) == config.VCluster {
		return err
	}
	if err := s.mark(ctx, "restart-check"); err != nil {
		return err
	}
	if err := s.Stop(ctx); err != nil {
		return err
	}
	if err := s.Start(ctx, s.settings); err != nil {
		return fmt.Errorf("starting the engine again: %w", err)
	}
	return s.Settle(ctx)
}

// Configuration is what the engine that was started last makes of its configuration.
func (s *Subject) Configuration() (map[string]any, error) {
	if s.options.Engine != nil {
		return nil, errors.New("an engine that is a command does not tell what its configuration means")
	}
	configured := s.configured.Load()
	if configured == nil {
		return nil, errors.New("no engine was started")
	}
	return configured.Tree()
}
