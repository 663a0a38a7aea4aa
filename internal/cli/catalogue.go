package cli

import (
	"io/fs"

	"github.com/syncspec/syncspec/features"
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// builtIn are the features of this binary.
func builtIn() fs.FS { return features.FS }

// sentences says of every behaviour of the catalogue what became of it in a run.
func sentences(run reports.Run) ([]reports.Sentence, error) {
	behaviours, err := features.Behaviours()
	if err != nil {
		return nil, badSpec(err)
	}
	catalogue := make([]reports.Sentence, len(behaviours))
	for i, b := range behaviours {
		catalogue[i] = reports.Sentence{ID: b.ID, Statement: b.Statement, Source: b.Source, Page: b.Page, Class: b.Class, State: b.Status}
	}
	return runner.Sentences(catalogue, run), nil
}
