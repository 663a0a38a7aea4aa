package config

import (
	"cmp"
	"iter"
	"reflect"
	"slices"
	"strings"
)

// field is one key of a struct of the tree, as its tags say:
//
//	key:"patches"        the key; "*" collects the keys this package does not read
//	older:"translate"    an older spelling, accepted with a warning
//	default:"{cpu: 30m}" the default, in YAML
//	required:"true"      the key must be given
//	names:"a b"          with key:"*": the only names accepted; without: any
//	values:"a b"         the only values that make sense, for the schema; a rule refuses others
//	doc:"…"              the documented sentence
type field struct {
	key, older, fallback string
	doc                  string
	values               []string
	required             bool
	names                []string
	index                []int
	typ                  reflect.Type
}

// fields are the keys of a struct, those of embedded structs in their place.
func fields(t reflect.Type) []field {
	var all []field
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			for _, inner := range fields(f.Type) {
				inner.index = slices.Concat([]int{i}, inner.index)
				all = append(all, inner)
			}
			continue
		}
		if key := f.Tag.Get("key"); key != "" {
			all = append(all, field{
				key: key, older: f.Tag.Get("older"), fallback: f.Tag.Get("default"),
				doc: f.Tag.Get("doc"), values: strings.Fields(f.Tag.Get("values")),
				required: f.Tag.Get("required") != "", names: strings.Fields(f.Tag.Get("names")),
				index: []int{i}, typ: f.Type,
			})
		}
	}
	return all
}

// match finds the field of a key, also by its older spelling.
func match(all []field, key string) (field, bool) {
	for _, f := range all {
		if f.key != "*" && (f.key == key || f.older == key && key != "") {
			return f, true
		}
	}
	return field{}, false
}

// open is the field that collects unread keys, if the struct has one.
func open(all []field) (field, bool) {
	i := slices.IndexFunc(all, func(f field) bool { return f.key == "*" })
	if i < 0 {
		return field{}, false
	}
	return all[i], true
}

// keys are the names a user may write.
func keys(all []field) []string {
	var names []string
	for _, f := range all {
		if f.key == "*" {
			names = append(names, f.names...)
		} else {
			names = append(names, f.key)
		}
	}
	return names
}

// elsewhere lists the paths of the tree in which a key is valid, for the author who
// wrote it in the wrong place.
func elsewhere(t reflect.Type, path, key string) []string {
	if t.Kind() != reflect.Struct {
		return nil
	}
	var found []string
	for _, f := range fields(t) {
		if f.key == key {
			found = append(found, cmp.Or(path, "the top level"))
		}
		if f.key != "*" {
			found = append(found, elsewhere(f.typ, child(path, f.key), key)...)
		}
	}
	return found
}

// walk visits a value and everything below it, in the order of the tree.
func walk(path string, v reflect.Value, visit func(path string, v reflect.Value)) {
	visit(path, v)
	switch v.Kind() {
	case reflect.Struct:
		for key, inner := range keyed(v) {
			if key != "*" {
				walk(child(path, key), inner, visit)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			walk(path, v.Elem(), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(indexed(path, i), v.Index(i), visit)
		}
	case reflect.Map:
		names := v.MapKeys()
		slices.SortFunc(names, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, name := range names {
			walk(entryPath(path, name.String()), v.MapIndex(name), visit)
		}
	}
}

// entryPath is the path of a key with a free name.
func entryPath(path, key string) string { return path + "['" + short(key) + "']" }

// lookup follows a path of struct keys; ['key'] is an entry with a free name.
func lookup(v reflect.Value, path string) (reflect.Value, bool) {
	for path != "" {
		if entry, found := strings.CutPrefix(path, "['"); found {
			name, rest, closed := strings.Cut(entry, "']")
			if !closed || v.Kind() != reflect.Map {
				return reflect.Value{}, false
			}
			if v = v.MapIndex(reflect.ValueOf(name)); !v.IsValid() {
				return reflect.Value{}, false
			}
			path = strings.TrimPrefix(rest, ".")
			continue
		}
		end := strings.IndexAny(path, ".[")
		if end < 0 {
			end = len(path)
		}
		step := path[:end]
		path = strings.TrimPrefix(path[end:], ".")
		if v.Kind() != reflect.Struct {
			return reflect.Value{}, false
		}
		if v = fieldOf(v, step); !v.IsValid() {
			return reflect.Value{}, false
		}
	}
	return v, true
}

// fieldOf is the field with a key; not valid if there is none.
func fieldOf(v reflect.Value, key string) reflect.Value {
	for other, inner := range keyed(v) {
		if other == key && key != "*" {
			return inner
		}
	}
	return reflect.Value{}
}

// keyed are the fields of a struct by their keys, in the order of fields, which
// also says what their other tags say and costs many times as much.
func keyed(v reflect.Value) iter.Seq2[string, reflect.Value] {
	return func(yield func(string, reflect.Value) bool) { keyedTo(v, yield) }
}

func keyedTo(v reflect.Value, yield func(string, reflect.Value) bool) bool {
	t := v.Type()
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			if !keyedTo(v.Field(i), yield) {
				return false
			}
		} else if key := f.Tag.Get("key"); key != "" && !yield(key, v.Field(i)) {
			return false
		}
	}
	return true
}
