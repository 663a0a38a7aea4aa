package runner

import (
	"fmt"
	"regexp"

	"github.com/syncspec/syncspec/scenarios/tagexpr"
)

// Selection says which of the loaded examples are run.
type Selection struct {
	// Paths are folders, files and file:line; none means every built-in feature.
	Paths []string
	// Tags is a standard Cucumber tag expression.
	Tags string
	// Name is a regular expression that scenario names match.
	Name string
}

// Choose returns the examples of the pages that the tags and the name select, in
// the order they are written. To select nothing is a *UsageError: a green run
// of no scenarios has deceived many.
func Choose(pages []*Feature, selection Selection) ([]Example, error) {
	tags, err := tagexpr.Parse(selection.Tags)
	if err != nil {
		return nil, &UsageError{Problem: err.Error()}
	}
	name, err := regexp.Compile(selection.Name)
	if err != nil {
		return nil, &UsageError{Problem: fmt.Sprintf("--name is not a regular expression: %v", err)}
	}
	var chosen []Example
	total := 0
	for _, page := range pages {
		for _, example := range page.Examples {
			total++
			if tags.Matches(example.Tags) && name.MatchString(example.Name) {
				chosen = append(chosen, example)
			}
		}
	}
	if len(chosen) == 0 {
		return nil, &UsageError{Problem: fmt.Sprintf("nothing is selected: none of %d scenarios has %s", total, selection.words())}
	}
	return chosen, nil
}

func (s Selection) words() string {
	switch {
	case s.Tags != "" && s.Name != "":
		return fmt.Sprintf("tags %q and a name like %q", s.Tags, s.Name)
	case s.Tags != "":
		return fmt.Sprintf("tags %q", s.Tags)
	case s.Name != "":
		return fmt.Sprintf("a name like %q", s.Name)
	}
	return "been asked for"
}
