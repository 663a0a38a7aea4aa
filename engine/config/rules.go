package config

import "reflect"

// rule says what a type cannot: what fits together.
type rule func(k *checker)

// rules are all of them, in the order of the catalogue where it has one.
func rules() []rule {
	return []rule{
		names, podSecurity, tenancy, scheduling, replicas, storage, priority, snapshots,
		integrations, proxied, customResources, oneDirection, mappings, replicated, gateways, namespaces,
		selectors, patchLists, notYet,
	}
}

// checker collects what the rules find.
type checker struct {
	*Config
	// installed is where the virtual cluster lives; the zero value when that is not known.
	installed Installation
	found     Findings
}

func check(c *Config) Findings {
	k := &checker{Config: c}
	for _, r := range rules() {
		r(k)
	}
	return k.found
}

// bad refuses the value at a path. One finding about a value is enough.
func (k *checker) bad(path, format string, args ...any) {
	if p := k.places[path]; !p.refused {
		k.found.add(Error, k.at(path).value, path, format, args...)
		p.refused = true
		k.places[path] = p
	}
}

// conflict refuses a key, at its name: nothing is wrong with its value alone.
func (k *checker) conflict(path, format string, args ...any) {
	if p := k.places[path]; !p.refused {
		k.found.add(Error, k.at(path).key, path, format, args...)
	}
}

// warn is a conflict one can live with.
func (k *checker) warn(path, format string, args ...any) {
	if p := k.places[path]; !p.refused {
		k.found.add(Warning, k.at(path).key, path, format, args...)
	}
}

// at is where a path is written; for a default, where its nearest parent is.
func (k *checker) at(path string) place {
	for ; path != ""; path = parent(path) {
		if p, ok := k.places[path]; ok && p.key != (Position{}) {
			return p
		}
	}
	top := Position{File: k.file, Line: 1, Column: 1}
	return place{key: top, value: top}
}

// given says whether the user wrote a key.
func (k *checker) given(path string) bool { return k.places[path].key != (Position{}) }

// eachOf calls a function for every value of a type in the tree.
func eachOf[T any](k *checker, visit func(path string, value T)) {
	walk("", reflect.ValueOf(k.Config).Elem(), func(path string, v reflect.Value) {
		if value, ok := v.Interface().(T); ok {
			visit(path, value)
		}
	})
}
