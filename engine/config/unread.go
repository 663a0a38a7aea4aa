package config

import (
	"reflect"
	"slices"
	"strings"
)

// unread deals with a key the tree does not have: it is kept where the section is open,
// and refused elsewhere.
func (d *decoder) unread(path string, e entry, known []field, v reflect.Value) {
	rest, ok := open(known)
	if !ok || len(rest.names) > 0 && !slices.Contains(rest.names, e.key) {
		d.unknown(path, e, known)
		return
	}
	if len(rest.names) == 0 {
		d.suspicious(path, e, known)
	}
	all := v.FieldByIndex(rest.index)
	if all.IsNil() {
		all.Set(reflect.ValueOf(map[string]any{}))
	}
	if free := freeForm(e.value); free != nil {
		all.SetMapIndex(reflect.ValueOf(e.key), reflect.ValueOf(free))
	}
}

// unknown refuses a key and says which one was probably meant.
func (d *decoder) unknown(path string, e entry, known []field) {
	valid := keys(known)
	advice := suggestion(e.key, valid)
	_, distance := nearest(e.key, valid)
	if places := elsewhere(reflect.TypeFor[Config](), "", e.key); distance > 0 && len(places) > 0 && len(places) <= 2 {
		advice = "it is a key of " + strings.Join(places, " and ")
	}
	d.found.add(Error, e.at, child(path, e.key), "unknown key %q%s; %s", short(e.key), below(path), advice)
}

// suspicious warns of a key in an open section that looks like one that would be read.
func (d *decoder) suspicious(path string, e entry, known []field) {
	if best, distance := nearest(e.key, keys(known)); best != "" && misspelt(e.key, distance) {
		d.found.add(Warning, e.at, child(path, e.key), "%s is not read; did you mean %q?", child(path, e.key), best)
	}
}
