package runner

import (
	"context"
	"fmt"
	"runtime"
	"testing/synctest"
	"time"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/scenarios/target/memory"
)

// Memory is the target of two API servers in this process. Each scenario has a
// bubble of its own, so that settling is exact and waiting costs no time.
type Memory struct {
	// Width is how many scenarios run at a time; 0 means one for each core.
	Width int
	// Patience is how much real time a scenario may take before it is left
	// behind; 0 means a minute.
	Patience time.Duration
	// Customs are the custom kinds that may be defined here beside those that features use.
	Customs []memory.Known
}

var _ Target = Memory{}

// Name is "memory".
func (m Memory) Name() string { return "memory" }

// Detail says how many lanes there are.
func (m Memory) Detail() string {
	return fmt.Sprintf("two API servers in memory, %d at a time", m.Lanes())
}

// Skips are scenarios that need what only real API servers do.
func (m Memory) Skips() map[string]string {
	return map[string]string{
		"@apiserver":   "needs a real API server",
		"@kubelet":     "needs a real node",
		"@scheduler":   "needs kube-scheduler",
		"@controllers": "needs kube-controller-manager",
	}
}

// Lanes is how many scenarios run at a time.
func (m Memory) Lanes() int {
	if m.Width > 0 {
		return m.Width
	}
	return runtime.GOMAXPROCS(0)
}

// Close ends nothing: every scenario ends its own servers.
func (m Memory) Close() error { return nil }

// Use makes a new pair in a new bubble. A scenario that never rests cannot be
// ended from outside; it is left behind, and the error is a *HungError.
func (m Memory) Use(ctx context.Context, _ int, body Body) error {
	patience := m.Patience
	if patience == 0 {
		patience = time.Minute
	}
	over := make(chan error, 1)
	go func() { over <- bubbled(body, m.Customs) }()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case err := <-over:
		return err
	case <-late.C:
		return &HungError{After: patience}
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// bubbled runs body in a bubble. Its context is born there: a goroutine that
// waits for one from outside would never count as resting.
func bubbled(body Body, customs []memory.Known) error {
	var failed error // not the body's: its result is its own affair
	err := inBubble(func() {
		pair, err := memory.New(customs...)
		if err != nil {
			failed = &EnvironmentError{Doing: "making two API servers in memory", Err: err}
			return
		}
		body(context.Background(), pair, rest)
		failed = pair.Close()
		synctest.Wait()
	})
	if failed != nil {
		return failed
	}
	return err
}

// rest is when every goroutine of the bubble waits for another or for time.
func rest(context.Context, *engine.Engine, []engine.Mark) error {
	synctest.Wait()
	return nil
}
