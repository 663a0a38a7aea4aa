package subject

import (
	"context"
	"errors"
	"fmt"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

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
	for began := time.Now(); ; {
		if moved, err = s.noted(ctx); moved || err != nil {
			return moved, err
		}
		if time.Since(began) >= calm {
			if ending, err := s.ending(ctx); !ending || err != nil {
				return false, err
			}
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return false, context.Cause(ctx)
		}
	}
}

// ending reports whether a namespace is being ended: its controller does so in silence,
// some seconds after it was asked.
func (s *Subject) ending(ctx context.Context) (bool, error) {
	for _, side := range []steps.Side{steps.Host, steps.Virtual} {
		client, err := s.pair.Client(side, history.Installer)
		if err != nil {
			return false, err
		}
		list, err := client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "namespaces"}).List(ctx, metav1.ListOptions{})
		if err != nil {
			return false, fmt.Errorf("looking for namespaces that end: %w", err)
		}
		for i := range list.Items {
			if list.Items[i].GetDeletionTimestamp() != nil {
				return true, nil
			}
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
