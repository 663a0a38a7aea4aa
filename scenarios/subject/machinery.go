package subject

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// Machinery is a pair that can run programs of Kubernetes against its servers.
type Machinery interface {
	Run(ctx context.Context, side steps.Side, program string) (stop func() error, err error)
}

const (
	// calm is how long the programs of Kubernetes have to be silent to be taken as
	// done: they give no sign of it. They answer a change within a tenth of that.
	calm = time.Second
	// lookEvery is how often it is looked what they did.
	lookEvery = 50 * time.Millisecond
)

// Employ starts a program for one side, for this scenario; clusters that somebody else
// runs have theirs.
func (s *Subject) Employ(ctx context.Context, side steps.Side, program string) error {
	if _, ok := s.pair.(existing); ok {
		return nil
	}
	pair, ok := s.pair.(Machinery)
	if !ok {
		return fmt.Errorf("these clusters run no %s", program)
	}
	stop, err := pair.Run(ctx, side, program)
	if err == nil {
		s.employed = append(s.employed, stop)
	}
	return err
}

// Dismiss ends the programs of this scenario.
func (s *Subject) Dismiss() error {
	var failed []error
	for _, stop := range s.employed {
		failed = append(failed, stop())
	}
	s.employed = nil
	return errors.Join(failed...)
}

// await returns once the programs of Kubernetes did something, or have been silent for
// long enough. What they did becomes a write to wait for.
func (s *Subject) await(ctx context.Context) (moved bool, err error) {
	if len(s.employed) == 0 {
		return false, nil
	}
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for began := time.Now(); time.Since(began) < calm; {
		if moved, err = s.noted(ctx); moved || err != nil {
			return moved, err
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return false, context.Cause(ctx)
		}
	}
	return false, nil
}

// noted takes down what the programs did since it was asked last.
func (s *Subject) noted(ctx context.Context) (bool, error) {
	calls, err := s.pair.Calls(ctx)
	if err != nil {
		return false, err
	}
	before := s.seen
	for _, c := range calls[min(s.seen, len(calls)):] {
		if c.Actor != history.Controllers {
			continue
		}
		s.seen = c.Seq
		if c.After != nil {
			s.wrote(markOf(steps.Side(c.Side), steps.Ref{Resource: c.Resource}, c.After))
		}
	}
	return s.seen > before, nil
}
