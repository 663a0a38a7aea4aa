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

// incarnation is one start of the engine.
type incarnation struct {
	engine *engine.Engine // in this process
	remote Remote         // elsewhere
	budget *budget
	// watches are what it has open in each cluster.
	watches map[steps.Side]*watches
	stop    context.CancelFunc
	done    chan struct{}
	err     error // of Run; read it only after done
}

// ended returns why the engine runs no more, or nil while it runs.
func (i *incarnation) ended() error {
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
	next := &incarnation{
		budget: newBudget(), watches: map[steps.Side]*watches{steps.Host: newWatches(), steps.Virtual: newWatches()}, done: make(chan struct{}),
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

// startRemote is Start for an engine elsewhere, from the parsed configuration on.
func (s *Subject) startRemote(ctx context.Context, settings steps.Settings, parsed *config.Config) error {
	if err := s.mark(ctx, "engine-start"); err != nil {
		return err
	}
	if err := s.install(ctx, settings, parsed); err != nil {
		return err
	}
	started, err := s.order(ctx, settings, parsed)
	if err != nil {
		return fmt.Errorf("launching the engine: %w", err)
	}
	s.remember(settings, started)
	return started.ready(ctx)
}

// build makes the next incarnation's engine, with clients that act in its name.
func (s *Subject) build(ctx context.Context, options engine.Options, next *incarnation) error {
	s.mu.Lock()
	s.starts++
	actor := history.Actor(fmt.Sprintf("%s/%d", history.Engine, s.starts))
	s.mu.Unlock()
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

func (s *Subject) compat(settings steps.Settings) config.Compat {
	for _, wanted := range []string{settings.Compat, s.options.Compat} {
		if wanted != "" {
			return config.Compat(wanted)
		}
	}
	return config.Documented
}

func (s *Subject) remember(settings steps.Settings, started *incarnation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings, s.running = settings, started
}

// launch runs the engine until it is stopped: the context of the step that
// started it ends long before.
func launch(ctx context.Context, started *incarnation) {
	life, stop := context.WithCancel(context.WithoutCancel(ctx))
	started.stop = stop
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

func (i *incarnation) ready(ctx context.Context) error {
	select {
	case <-i.announced():
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
	if err := running.end(ctx); err != nil {
		return err
	}
	close(running.budget.release)
	select {
	case <-running.done:
	case <-ctx.Done():
		return fmt.Errorf("waiting for the engine to stop: %w", context.Cause(ctx))
	}
	if running.err != nil {
		return fmt.Errorf("the engine ended with an error: %w", running.err)
	}
	return s.mark(ctx, "engine-stop")
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
	configured := s.configured.Load()
	if configured == nil {
		return nil, errors.New("no engine was started")
	}
	return configured.Tree()
}
