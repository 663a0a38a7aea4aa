package config

import (
	"encoding"
	"reflect"
)

// places are where the user wrote what, by path.
type places map[string]place

type place struct {
	key, value Position
	// refused says that a finding about the value exists; rules leave it alone.
	refused bool
}

// decoder fills the tree from nodes. It never stops at a finding.
type decoder struct {
	places places
	found  Findings
	// notes are what is accepted and not read.
	notes Findings
}

// value decodes a node into v, which holds its default.
func (d *decoder) value(path string, n *node, v reflect.Value) {
	if n.shape == null && path == "" {
		return
	}
	if text, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok && (n.shape != mapping || !isTree(v.Type())) {
		d.text(path, n, v, text)
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		d.boolean(path, n, v)
	case reflect.Int:
		d.integer(path, n, v)
	case reflect.String:
		d.str(path, n, v)
	case reflect.Slice:
		d.list(path, n, v)
	case reflect.Map:
		d.entries(path, n, v)
	case reflect.Struct:
		d.structure(path, n, v)
	case reflect.Pointer:
		fresh := reflect.New(v.Type().Elem())
		fill(fresh.Elem())
		d.value(path, n, fresh.Elem())
		v.Set(fresh)
	case reflect.Interface:
		if free := freeForm(n); free != nil {
			v.Set(reflect.ValueOf(free))
		}
	}
}

func (d *decoder) list(path string, n *node, v reflect.Value) {
	if n.shape != list {
		d.wrong(path, n, "a list")
		return
	}
	items := reflect.MakeSlice(v.Type(), 0, len(n.items))
	for i, item := range n.items {
		at := indexed(path, i)
		d.places[at] = place{key: item.at, value: item.at}
		fresh := reflect.New(v.Type().Elem()).Elem()
		fill(fresh)
		d.value(at, item, fresh)
		items = reflect.Append(items, fresh)
	}
	v.Set(items)
}

// entries decodes a mapping whose keys are free names; they add to the defaults.
func (d *decoder) entries(path string, n *node, v reflect.Value) {
	if n.shape != mapping {
		d.wrong(path, n, "a mapping")
		return
	}
	if v.IsNil() {
		v.Set(reflect.MakeMap(v.Type()))
	}
	for _, e := range n.entries {
		at := entryPath(path, e.key)
		d.places[at] = place{key: e.at, value: e.value.at}
		if e.plain && ambiguous(e.key) {
			d.found.add(Error, e.at, at, "the unquoted key %s in %s is read as a boolean by Helm; write %q", e.key, path, e.key)
		}
		if e.value.shape == null && v.Type().Elem().Kind() == reflect.Struct {
			continue
		}
		fresh := reflect.New(v.Type().Elem()).Elem()
		fill(fresh)
		d.value(at, e.value, fresh)
		v.SetMapIndex(reflect.ValueOf(e.key), fresh)
	}
}

// structure decodes a mapping whose keys the tree knows.
func (d *decoder) structure(path string, n *node, v reflect.Value) {
	if n.shape != mapping {
		d.wrong(path, n, "a mapping")
		return
	}
	known := fields(v.Type())
	for _, e := range n.entries {
		f, ok := match(known, e.key)
		if !ok {
			d.unread(path, e, known, v)
			continue
		}
		d.known(child(path, f.key), e, f, v.FieldByIndex(f.index))
	}
	for _, f := range known {
		if _, given := d.places[child(path, f.key)]; f.required && !given {
			d.found.add(Error, n.at, child(path, f.key), "%s needs %s", path, f.key)
		}
	}
}

// known decodes one key of a structure. A null counts as not given.
func (d *decoder) known(at string, e entry, f field, v reflect.Value) {
	if e.value.shape == null {
		return
	}
	if _, twice := d.places[at]; twice {
		d.found.add(Error, e.at, at, "give either %q or %q%s, not both", f.key, f.older, below(parent(at)))
		return
	}
	if e.key == f.older {
		d.found.add(Warning, e.at, at, "%q is the older spelling of %q%s; write %s", e.key, f.key, below(parent(at)), f.key)
		d.found.mark(len(d.found)-1, Older)
	}
	d.places[at] = place{key: e.at, value: e.value.at}
	d.value(at, e.value, v)
}

// isTree says whether a type has keys of its own.
func isTree(t reflect.Type) bool { return t.Kind() == reflect.Struct && len(fields(t)) > 0 }

// wrong refuses a value of the wrong type.
func (d *decoder) wrong(path string, n *node, want string) {
	what := path
	if what == "" {
		what = "the file"
	}
	d.refuse(path, n, "%s must be %s, not %s", what, want, describe(n))
}

func (d *decoder) refuse(path string, n *node, format string, args ...any) {
	p := d.places[path]
	p.refused = true
	d.places[path] = p
	d.found.add(Error, n.at, path, format, args...)
	d.found.mark(len(d.found)-1, Type)
}
