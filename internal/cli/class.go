package cli

import (
	"fmt"
	"slices"

	"github.com/syncspec/syncspec/features"
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// ofClass leaves the examples that stand for a sentence of the class; no class leaves all.
func ofClass(examples []runner.Example, class string) ([]runner.Example, error) {
	if class == "" {
		return examples, nil
	}
	catalogue, err := features.Behaviours()
	if err != nil {
		return nil, badSpec(err)
	}
	ids := map[string]bool{}
	for _, behaviour := range catalogue {
		ids[behaviour.ID] = behaviour.Class == class
	}
	kept := slices.DeleteFunc(slices.Clone(examples), func(e runner.Example) bool {
		return !slices.ContainsFunc(e.Behaviours(), func(id string) bool { return ids[id] })
	})
	if len(kept) == 0 {
		return nil, usage(fmt.Errorf("nothing is selected: none of %d %s stands for a sentence of class %s", len(examples), plural(len(examples), "scenario"), class))
	}
	return kept, nil
}

func checkClass(class string) error {
	if class == "" || slices.Contains(reports.Classes(), class) {
		return nil
	}
	return fmt.Errorf("--class is seed, docs or impl, not %q", class)
}
