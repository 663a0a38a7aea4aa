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
	if len(rest.names) > 0 || !d.suspicious(path, e, known) {
		d.ignored(child(path, e.key), e)
	}
	if path != "" && len(rest.names) > 0 {
		d.remember(child(path, e.key), e.at, e.value)
	}
	all := v.FieldByIndex(rest.index)
	if all.IsNil() {
		all.Set(reflect.ValueOf(map[string]any{}))
	}
	if free := freeForm(e.value); free != nil {
		all.SetMapIndex(reflect.ValueOf(e.key), reflect.ValueOf(free))
	}
}

// remember keeps where the parts of a value are that rules look into without types.
func (d *decoder) remember(at string, key Position, n *node) {
	d.places[at] = place{key: key, value: n.at}
	for _, e := range n.entries {
		d.remember(child(at, e.key), e.at, e.value)
	}
	for i, item := range n.items {
		d.remember(indexed(at, i), item.at, item)
	}
}

// maxAdvice bounds the findings that get advice: a file with more of them is not a
// vcluster.yaml, and every search costs.
const maxAdvice = 100

// unknown refuses a key and says which one was probably meant.
func (d *decoder) unknown(path string, e entry, known []field) {
	advice := ""
	if len(d.found) < maxAdvice {
		advice = "; " + unknownAdvice(e.key, keys(known))
	}
	d.found.add(Error, e.at, child(path, e.key), "unknown key %q%s%s", short(e.key), below(path), advice)
	d.found.mark(len(d.found)-1, Unknown)
}

// unknownAdvice prefers the section in which a key is valid to a similar key in this one.
func unknownAdvice(key string, valid []string) string {
	places := elsewhere(reflect.TypeFor[Config](), "", key)
	if _, distance := nearest(key, valid); distance > 0 && len(places) > 0 && len(places) <= 2 {
		return "it is a key of " + strings.Join(places, " and ")
	}
	return suggestion(key, valid)
}

// suspicious warns of a key in an open section that looks like one that would be read.
// Short keys look like each other by chance: k3s is not a misspelt k8s. It reports
// whether it did.
func (d *decoder) suspicious(path string, e entry, known []field) bool {
	best, distance := nearest(e.key, keys(known))
	if best == "" || len(e.key) <= 4 || !misspelt(e.key, distance) {
		return false
	}
	d.found.add(Warning, e.at, child(path, e.key), "%s is not read; did you mean %q?", child(path, e.key), best)
	d.found.mark(len(d.found)-1, Unread)
	return true
}

// ignored names what is accepted and has no say in syncing. What is looked into by
// a rule is not ignored.
func (d *decoder) ignored(at string, e entry) {
	if at != "integrations" {
		d.notes.add(Note, e.at, at, "%s is accepted and ignored: syncing does not depend on it", at)
	}
}
