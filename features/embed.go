// Package features is the executable specification: one folder tree, the same as
// the documentation's, a catalogue of every behaviour by id, and the
// list of what is deliberately other than with the real vCluster. A Rule is a
// documented sentence, a scenario is an example of it, and its tags are the ids of
// the behaviours it shows.
package features

import (
	"bytes"
	"embed"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// FS holds every feature and the catalogue, behaviours.yaml.
//
//go:embed *.feature */*.feature */*/*.feature behaviours.yaml differences.yaml
var FS embed.FS

// Behaviour is one documented or observed behaviour.
type Behaviour struct {
	ID string `yaml:"id"`
	// Statement says what is given and what then holds.
	Statement string `yaml:"statement"`
	// Source is where that is documented or was observed.
	Source string `yaml:"source"`
	// Page is the documented page it belongs to, as a person calls it.
	Page string `yaml:"page"`
	// Class is seed (the documents this engine is built from), docs (other current
	// documents) or impl (observed only).
	Class string `yaml:"class"`
	// Status is delivered when a scenario shows it, else planned.
	Status string `yaml:"status"`
	// Why says why a planned behaviour has no scenario yet.
	Why string `yaml:"why,omitempty"`
}

// Behaviours is the catalogue, in the documents' order.
func Behaviours() ([]Behaviour, error) {
	raw, err := FS.ReadFile("behaviours.yaml")
	if err != nil {
		return nil, fmt.Errorf("reading the catalogue: %w", err)
	}
	var behaviours []Behaviour
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	if err := decoder.Decode(&behaviours); err != nil {
		return nil, fmt.Errorf("reading the catalogue: %w", err)
	}
	return behaviours, nil
}

// Difference is a deliberate difference to what the real vCluster was seen to do.
type Difference struct {
	Kind string `yaml:"kind"`
	// At is the path of the field; empty for the object as a whole, "event" for what
	// the tenant is told.
	At   string `yaml:"at"`
	Real string `yaml:"real"`
	Ours string `yaml:"ours"`
	// Reason is why ours is better, in a line.
	Reason string `yaml:"reason"`
	// Behaviour is the id whose scenarios show it.
	Behaviour string `yaml:"behaviour"`
	// Alike says why there is no scenario of the real one's way.
	Alike string `yaml:"alike,omitempty"`
}

// Differences are all of them.
func Differences() ([]Difference, error) {
	raw, err := FS.ReadFile("differences.yaml")
	if err != nil {
		return nil, fmt.Errorf("reading the differences: %w", err)
	}
	var differences []Difference
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	if err := decoder.Decode(&differences); err != nil {
		return nil, fmt.Errorf("reading the differences: %w", err)
	}
	return differences, nil
}
