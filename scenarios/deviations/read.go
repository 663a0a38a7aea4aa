package deviations

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Known is what entries may speak of.
type Known struct {
	// Behaviours are the ids of the catalogue.
	Behaviours map[string]bool
	// Scenarios are the titles of each page, by its path.
	Scenarios map[string][]string
}

// entry is one announced failure.
type entry struct {
	feature, scenario, behaviour string
	reason, link                 string
	until                        time.Time
	place                        string
}

// List is a file of deviations.
type List struct{ entries []entry }

// Read reads a file. What is wrong with it comes back in one error, a line each:
// file:line:col, the key, and what would be right.
func Read(name string, text []byte, known Known) (*List, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := &reader{name: name, known: known}
	if len(document.Content) == 0 {
		return &List{}, nil
	}
	root := document.Content[0]
	if root.Kind != yaml.MappingNode {
		r.problem(root, "a file of deviations has the key deviations, with a list")
		return nil, errors.Join(r.problems...)
	}
	list := &List{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		if key.Value != "deviations" || value.Kind != yaml.SequenceNode {
			r.problem(key, fmt.Sprintf("%s: a file of deviations has the key deviations, with a list", key.Value))
			continue
		}
		for _, item := range value.Content {
			list.entries = append(list.entries, r.entry(item))
		}
	}
	return list, errors.Join(r.problems...)
}

type reader struct {
	name     string
	known    Known
	problems []error
}

func (r *reader) problem(at *yaml.Node, text string) {
	r.problems = append(r.problems, fmt.Errorf("%s:%d:%d: %s", r.name, at.Line, at.Column, text))
}

func (r *reader) entry(item *yaml.Node) entry {
	e := entry{place: fmt.Sprintf("%s:%d", r.name, item.Line)}
	if item.Kind != yaml.MappingNode {
		r.problem(item, "a deviation has a behaviour, or a feature and a scenario, and a reason")
		return e
	}
	at := map[string]*yaml.Node{}
	for i := 0; i+1 < len(item.Content); i += 2 {
		key, value := item.Content[i], item.Content[i+1]
		at[key.Value] = value
		if !r.take(&e, key, value) {
			r.problem(key, fmt.Sprintf("%s: there is no such key; there are behaviour, feature, scenario, reason, link and until", key.Value))
		}
	}
	r.check(e, item, at)
	return e
}

func (r *reader) take(e *entry, key, value *yaml.Node) bool {
	text := map[string]*string{
		"feature": &e.feature, "scenario": &e.scenario, "behaviour": &e.behaviour, "reason": &e.reason, "link": &e.link,
	}[key.Value]
	switch {
	case text != nil && value.Kind == yaml.ScalarNode:
		*text = value.Value
	case text != nil:
		r.problem(value, fmt.Sprintf("%s: want a text", key.Value))
	case key.Value == "until":
		day, err := time.Parse(time.DateOnly, value.Value)
		if err != nil {
			r.problem(value, fmt.Sprintf("until: %q is no day such as 2027-06-30", value.Value))
		}
		e.until = day
	default:
		return false
	}
	return true
}

// check says what of an entry nobody knows, and what it lacks.
func (r *reader) check(e entry, item *yaml.Node, at map[string]*yaml.Node) {
	switch {
	case e.behaviour != "" && (e.feature != "" || e.scenario != ""), e.behaviour == "" && (e.feature == "" || e.scenario == ""):
		r.problem(item, "a deviation is of a behaviour, or of a scenario of a feature")
	case e.behaviour != "" && !r.known.Behaviours[e.behaviour]:
		r.problem(at["behaviour"], fmt.Sprintf("behaviour: the catalogue has no %q", e.behaviour))
	case e.feature != "" && r.titles(e.feature) == nil:
		r.problem(at["feature"], fmt.Sprintf("feature: there is no page %q; one is named like to-host/ingresses.feature", e.feature))
	case e.feature != "" && !slices.Contains(r.titles(e.feature), e.scenario):
		r.problem(at["scenario"], fmt.Sprintf("scenario: %s has no scenario %q", e.feature, e.scenario))
	}
	if strings.TrimSpace(e.reason) == "" {
		r.problem(item, "reason: a deviation says why")
	}
}

func (r *reader) titles(feature string) []string { return r.known.Scenarios[page(feature)] }

// page is the path of a feature as runs call it.
func page(feature string) string {
	return "features/" + strings.TrimPrefix(feature, "features/")
}
