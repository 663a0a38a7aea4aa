package subject

import (
	"context"
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// mark names the place after everything that was called until now.
func (s *Subject) mark(ctx context.Context, name string) error {
	calls, err := s.pair.Calls(ctx)
	if err != nil {
		return fmt.Errorf("reading what was called: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	mark := history.Mark{Name: name}
	if name == "engine-start" {
		mark.Config = s.settings.Config
	}
	if len(calls) > 0 {
		mark.Seq = calls[len(calls)-1].Seq
	}
	s.marks = append(s.marks, mark)
	return nil
}

// History returns everything that happened to the pair since it was made ready
// for this scenario.
func (s *Subject) History(ctx context.Context) (history.History, error) {
	calls, err := s.pair.Calls(ctx)
	if err != nil {
		return history.History{}, fmt.Errorf("reading what was called: %w", err)
	}
	said := s.said()
	s.mu.Lock()
	defer s.mu.Unlock()
	return history.History{
		Name: s.settings.Name, Namespace: s.settings.Namespace, Config: s.settings.Config,
		Calls: calls, Marks: slices.Clone(s.marks),
		Seeded: map[string][]unstructured.Unstructured{
			string(steps.Host):    s.pair.Seeded(steps.Host),
			string(steps.Virtual): s.pair.Seeded(steps.Virtual),
		},
		Log: said,
	}, nil
}
