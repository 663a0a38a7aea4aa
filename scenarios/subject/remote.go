package subject

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/rbac"
	"github.com/syncspec/syncspec/scenarios/authority"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// Launcher starts engines that do not run in this process.
type Launcher interface {
	// Launch starts one. Its roles are in both clusters already.
	Launch(ctx context.Context, order Order) (Remote, error)
}

// Order is what an engine elsewhere is started with.
type Order struct {
	Settings steps.Settings
	Compat   config.Compat
	// Actor is who its calls are from in the history; Account is the name of the service
	// account whose rights it has, User that account as API servers know it.
	Actor         history.Actor
	Account, User string
	// Log takes what the engine logs, whole lines.
	Log func(line string)
}

// Remote is an engine that runs elsewhere.
type Remote interface {
	// Ready is closed once everything that existed has been synced.
	Ready() <-chan struct{}
	// Done is closed when the engine has ended; Err says why, once it has.
	Done() <-chan struct{}
	Err() error
	// Settle returns when nothing has changed for long enough.
	Settle(ctx context.Context) error
	// Stop ends the engine as an administrator does, and returns when it has.
	Stop(ctx context.Context) error
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

// order launches the next incarnation elsewhere.
func (s *Subject) order(ctx context.Context, settings steps.Settings, parsed *config.Config) (*elsewhere, error) {
	env := environment(engine.Options{Name: settings.Name, Namespace: settings.Namespace, Config: parsed, Compat: s.compat(settings)})
	account := rbac.Account(env)
	remote, err := s.options.Launcher.Launch(ctx, Order{
		Settings: settings, Compat: s.compat(settings), Actor: s.nextActor(),
		Account: account, User: authority.ServiceAccount(settings.Namespace, account),
		Log: func(line string) { _, _ = s.log.Write([]byte(line)) },
	})
	if err != nil {
		return nil, err
	}
	return &elsewhere{remote}, nil
}

// elsewhere is an engine that a launcher started.
type elsewhere struct{ Remote }

func (e *elsewhere) ended() error {
	select {
	case <-e.Done():
		return fmt.Errorf("the engine ended by itself: %w", errors.Join(e.Err()))
	default:
		return nil
	}
}

func (e *elsewhere) ready(ctx context.Context) error {
	select {
	case <-e.Ready():
		return nil
	case <-e.Done():
		return e.ended()
	case <-ctx.Done():
		return fmt.Errorf("waiting for the engine to be ready: %w", context.Cause(ctx))
	}
}

// settle waits for silence: which writes it is about cannot be told from outside.
func (e *elsewhere) settle(ctx context.Context, _ []engine.Mark) error {
	if err := e.Settle(ctx); err != nil {
		return errors.Join(fmt.Errorf("waiting for the engine to settle: %w", err), e.ended())
	}
	return nil
}

// stopWithin is how long an engine elsewhere may take to end.
const stopWithin = time.Minute

func (e *elsewhere) stop(ctx context.Context) error {
	ending, done := context.WithTimeout(ctx, stopWithin)
	defer done()
	if err := e.Stop(ending); err != nil {
		return fmt.Errorf("stopping the engine: %w", err)
	}
	select {
	case <-e.Done():
	case <-ending.Done():
		return fmt.Errorf("waiting for the engine to stop: %w", context.Cause(ending))
	}
	if e.Err() != nil {
		return fmt.Errorf("the engine ended with an error: %w", e.Err())
	}
	return nil
}
