package subject

import (
	"context"
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

// order launches the next incarnation elsewhere.
func (s *Subject) order(ctx context.Context, settings steps.Settings, parsed *config.Config) (*incarnation, error) {
	env := environment(engine.Options{Name: settings.Name, Namespace: settings.Namespace, Config: parsed, Compat: s.compat(settings)})
	account := rbac.Account(env)
	s.mu.Lock()
	s.starts++
	actor := history.Actor(fmt.Sprintf("%s/%d", history.Engine, s.starts))
	s.mu.Unlock()
	remote, err := s.options.Launcher.Launch(ctx, Order{
		Settings: settings, Compat: s.compat(settings), Actor: actor,
		Account: account, User: authority.ServiceAccount(settings.Namespace, account),
		Log: func(line string) { _, _ = s.log.Write([]byte(line)) },
	})
	if err != nil {
		return nil, err
	}
	started := &incarnation{remote: remote, budget: newBudget(), done: make(chan struct{})}
	go func() {
		defer close(started.done)
		<-remote.Done()
		started.err = remote.Err()
	}()
	return started, nil
}

// stopWithin is how long an engine elsewhere may take to end.
const stopWithin = time.Minute

// end tells the engine to end.
func (i *incarnation) end(ctx context.Context) error {
	if i.remote == nil {
		i.stop()
		return nil
	}
	ending, done := context.WithTimeout(ctx, stopWithin)
	defer done()
	if err := i.remote.Stop(ending); err != nil {
		return fmt.Errorf("stopping the engine: %w", err)
	}
	return nil
}

// announced is closed once the engine is ready.
func (i *incarnation) announced() <-chan struct{} {
	if i.remote == nil {
		return i.engine.Ready()
	}
	return i.remote.Ready()
}
