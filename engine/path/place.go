package path

import (
	"strconv"
	"strings"
)

// Place is one field of an object: a path without wildcards. The zero Place is
// the object itself.
type Place struct{ steps []segment }

// segment is a step of a Place: into a map by key or into a list by index.
type segment struct {
	key     string
	index   int
	isIndex bool
}

// Places returns where the path leads in an object, in the order of Each. A path
// that ends in a key in brackets also leads to that entry of a map that does not
// have it: this is how patches add keys (PATCH-28).
func (p Path) Places(object any) []Place {
	var found []Place
	places(p.segments, object, nil, p.Adds(), func(at Place) { found = append(found, at) })
	return found
}

// Adds reports whether the path ends in brackets, so that what it names may be missing.
func (p Path) Adds() bool {
	last := len(p.segments) - 1
	return last >= 0 && p.segments[last].Bracket
}

// Parent is the path without its last step; that of the whole object is itself.
func (p Path) Parent() Path {
	if len(p.segments) == 0 {
		return p
	}
	return Path{text: p.text, segments: p.segments[:len(p.segments)-1]}
}

// Whole reports whether the path names the whole object.
func (p Path) Whole() bool { return len(p.segments) == 0 }

// Keys returns the path's steps if they are keys only; ok is false otherwise.
func (p Path) Keys() (keys []string, ok bool) {
	for _, s := range p.segments {
		if s.Wildcard || s.Bracket && s.Index >= 0 {
			return nil, false
		}
		keys = append(keys, s.Key)
	}
	return keys, true
}

func places(rest []Segment, value any, way []segment, adds bool, visit func(Place)) {
	if len(rest) == 0 {
		visit(Place{steps: append([]segment(nil), way...)})
		return
	}
	switch node := value.(type) {
	case map[string]any:
		for _, key := range rest[0].keys(node) {
			child, there := node[key]
			if there || adds && len(rest) == 1 {
				places(rest[1:], child, append(way, segment{key: key}), adds, visit)
			}
		}
	case []any:
		for _, i := range rest[0].indexes(node) {
			places(rest[1:], node[i], append(way, segment{index: i, isIndex: true}), adds, visit)
		}
	}
}

// Get returns what is at the place.
func (p Place) Get(object any) (any, bool) {
	for _, s := range p.steps {
		switch node := object.(type) {
		case map[string]any:
			child, there := node[s.key]
			if s.isIndex || !there {
				return nil, false
			}
			object = child
		case []any:
			if !s.isIndex || s.index >= len(node) {
				return nil, false
			}
			object = node[s.index]
		default:
			return nil, false
		}
	}
	return object, true
}

// Set puts a value at the place, in an object that is the caller's own. It
// reports false, and changes nothing, where there is no map or list to hold it.
func (p Place) Set(object, value any) bool {
	if len(p.steps) == 0 {
		return false
	}
	holder, _ := p.Parent().Get(object)
	last := p.steps[len(p.steps)-1]
	switch node := holder.(type) {
	case map[string]any:
		if !last.isIndex {
			node[last.key] = value
			return true
		}
	case []any:
		if last.isIndex && last.index < len(node) {
			node[last.index] = value
			return true
		}
	}
	return false
}

// Delete removes a key from its map, or an element from its list; those behind it
// move up, so of several the last goes first.
func (p Place) Delete(object any) {
	if len(p.steps) == 0 {
		return
	}
	holder, _ := p.Parent().Get(object)
	last := p.steps[len(p.steps)-1]
	switch node := holder.(type) {
	case map[string]any:
		if !last.isIndex {
			delete(node, last.key)
		}
	case []any:
		if last.isIndex && last.index < len(node) {
			shorter := append([]any{}, node[:last.index]...)
			p.Parent().Set(object, append(shorter, node[last.index+1:]...))
		}
	}
}

// Touched reports whether two forms of an object differ at the place, or at a list
// on the way to it: a list counts as a whole (PATCH-67). For an entry that neither
// has, what would hold it is compared.
func (p Place) Touched(before, after any, equal func(a, b any) bool) bool {
	for _, s := range p.steps {
		one, isMap := before.(map[string]any)
		other, areMaps := after.(map[string]any)
		if !isMap || !areMaps || s.isIndex {
			break
		}
		below, there := one[s.key]
		otherBelow, alsoThere := other[s.key]
		if !there && !alsoThere {
			break
		}
		before, after = below, otherBelow
	}
	return !equal(before, after)
}

// Parent is what holds the place.
func (p Place) Parent() Place {
	if len(p.steps) == 0 {
		return p
	}
	return Place{steps: p.steps[:len(p.steps)-1]}
}

// List returns the outermost list the place lies in, and whether it lies in one.
func (p Place) List() (Place, bool) {
	for i, s := range p.steps {
		if s.isIndex {
			return Place{steps: p.steps[:i]}, true
		}
	}
	return Place{}, false
}

// String is the place as expressions see it: keys and indexes with dots between
// them, a key with dots or brackets in quotes (PATCH-52).
func (p Place) String() string {
	parts := make([]string, len(p.steps))
	for i, s := range p.steps {
		switch {
		case s.isIndex:
			parts[i] = strconv.Itoa(s.index)
		default:
			parts[i] = named(s.key)
		}
	}
	return strings.Join(parts, ".")
}

// named is a key as Parse reads it back, in quotes where it must.
func named(key string) string {
	if key != "" && key != "*" && strings.Trim(key, blanks) == key && !strings.ContainsAny(key, ".[]\"\\") {
		return key
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(key) + `"`
}
