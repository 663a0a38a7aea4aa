package subject

import (
	"context"
	"fmt"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/nodes"
	"github.com/syncspec/syncspec/steps"
)

// mostTurns is how often the engine and the nodes may answer each other in one step:
// a pod that is copied, bound, run and deleted needs six.
const mostTurns = 40

// House gives the host simulated nodes, on which pods run; clusters with nodes of
// their own find one for each.
func (s *Subject) House(ctx context.Context, wanted []steps.Node) error {
	switch clusters := s.pair.(type) {
	case steps.Housing:
		return clusters.House(ctx, wanted)
	case existing:
		return s.find(ctx, wanted)
	}
	if s.nodes == nil {
		if err := s.simulate(); err != nil {
			return err
		}
	}
	for _, n := range wanted {
		if err := s.nodes.Add(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// simulate begins a simulation. What kubelets read is no part of a history: they
// would have it from watches of their own.
func (s *Subject) simulate() error {
	read, err := s.pair.Client(steps.Host, history.Installer)
	if err != nil {
		return fmt.Errorf("making the client of simulated nodes: %w", err)
	}
	write, err := s.pair.Client(steps.Host, history.Node)
	if err != nil {
		return fmt.Errorf("making the client of simulated nodes: %w", err)
	}
	s.nodes, err = nodes.New(nodes.Options{Read: read, Write: write, Scheduled: s.options.Scheduled})
	return err
}

// playNodes lets the simulated nodes do what is due; moved says that they did.
func (s *Subject) playNodes(ctx context.Context) (moved bool, err error) {
	if s.nodes == nil {
		return false, nil
	}
	writes, _, err := s.nodes.Play(ctx)
	for _, w := range writes {
		mark := markOf(steps.Host, steps.Ref{Resource: w.Resource}, w.Object)
		if w.Gone {
			mark.ResourceVersion = ""
		}
		s.wrote(mark)
	}
	return len(writes) > 0, err
}
