package config

import (
	"maps"
	"strings"
)

// Installation is where a virtual cluster lives: its name and its namespace on the host.
type Installation struct{ Name, Namespace string }

// placeholder stands for the virtual cluster's name in mappings of namespaces.
const placeholder = "${name}"

// CheckInstalled says what is wrong with the configuration of the virtual cluster
// installed there, which the file alone cannot tell: CFG-32, and CFG-68, 69 and 72
// for mappings that contain the name. It repeats nothing Parse has said of a Config
// that it returned.
func (c *Config) CheckInstalled(at Installation) Findings {
	own := *c // a finding is noted beside the place it is about; c itself never changes
	own.places = maps.Clone(c.places)
	if own.places == nil {
		own.places = places{}
	}
	k := &checker{Config: &own, installed: at}
	if at.Name == "" {
		k.found.add(Error, k.at("").key, "", "the virtual cluster has no name; give it one")
	}
	if at.Namespace == "" {
		k.found.add(Error, k.at("").key, "", "the virtual cluster has no namespace on the host; give it one")
	}
	if len(k.found) == 0 {
		namespaces(k)
	}
	return k.found.sorted()
}

// named puts the name of the virtual cluster in its place; a name that is not known
// counts as the shortest one.
func (i Installation) named(text string) string {
	name := i.Name
	if name == "" {
		name = "x"
	}
	return strings.ReplaceAll(text, placeholder, name)
}
