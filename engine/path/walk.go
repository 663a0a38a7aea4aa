package path

import (
	"maps"
	"slices"
)

// Get returns the first value the path names, in the order of Each.
func (p Path) Get(object any) (any, bool) {
	var found any
	ok := false
	p.Each(object, func(value any) bool {
		found, ok = value, true
		return false
	})
	return found, ok
}

// Text is Get for strings; anything else is the empty string.
func (p Path) Text(object any) string {
	value, _ := p.Get(object)
	text, _ := value.(string)
	return text
}

// Each calls visit with every value the path names until it returns false:
// lists in their order, maps by sorted key.
func (p Path) Each(object any, visit func(value any) bool) {
	each(p.segments, object, visit)
}

func each(rest []Segment, value any, visit func(any) bool) bool {
	if len(rest) == 0 {
		return visit(value)
	}
	switch node := value.(type) {
	case map[string]any:
		for _, key := range rest[0].keys(node) {
			if child, ok := node[key]; ok && !each(rest[1:], child, visit) {
				return false
			}
		}
	case []any:
		for _, i := range rest[0].indexes(node) {
			if !each(rest[1:], node[i], visit) {
				return false
			}
		}
	}
	return true
}

// Rewrite replaces, in place, every value the path names by what change
// returns. The object must be the caller's own copy.
func (p Path) Rewrite(object any, change func(value any) any) {
	if len(p.segments) > 0 {
		rewrite(p.segments, object, change)
	}
}

func rewrite(rest []Segment, value any, change func(any) any) {
	switch node := value.(type) {
	case map[string]any:
		for _, key := range rest[0].keys(node) {
			child, ok := node[key]
			switch {
			case !ok:
			case len(rest) == 1:
				node[key] = change(child)
			default:
				rewrite(rest[1:], child, change)
			}
		}
	case []any:
		for _, i := range rest[0].indexes(node) {
			if len(rest) == 1 {
				node[i] = change(node[i])
			} else {
				rewrite(rest[1:], node[i], change)
			}
		}
	}
}

// Set puts a value at a path of keys, making the maps on the way. It reports
// false, and changes nothing, where something that is not a map is in the way
// or the path has an index or a wildcard.
func (p Path) Set(object map[string]any, value any) bool {
	parent, key, ok := p.parent(object, true)
	if ok {
		parent[key] = value
	}
	return ok
}

// Delete removes the value at a path of keys; what is not there stays away.
func (p Path) Delete(object map[string]any) {
	if parent, key, ok := p.parent(object, false); ok {
		delete(parent, key)
	}
}

func (p Path) parent(object map[string]any, create bool) (map[string]any, string, bool) {
	if slices.ContainsFunc(p.segments, func(s Segment) bool { return s.Wildcard || s.Bracket && s.Index >= 0 }) {
		return nil, "", false
	}
	for i, s := range p.segments {
		if i == len(p.segments)-1 {
			return object, s.Key, true
		}
		child, ok := object[s.Key].(map[string]any)
		if !ok {
			if _, occupied := object[s.Key]; occupied || !create {
				return nil, "", false
			}
			child = map[string]any{}
			object[s.Key] = child
		}
		object = child
	}
	return nil, "", false
}

// keys are those of a map that the segment names, whether they are there or not.
func (s Segment) keys(node map[string]any) []string {
	if s.Wildcard {
		return slices.Sorted(maps.Keys(node))
	}
	return []string{s.Key}
}

// indexes are the entries of a list that the segment names.
func (s Segment) indexes(node []any) []int {
	switch {
	case s.Wildcard:
		all := make([]int, len(node))
		for i := range all {
			all[i] = i
		}
		return all
	case s.Index >= 0 && s.Index < len(node):
		return []int{s.Index}
	}
	return nil
}

// Within reports whether a path begins with a key.
func (p Path) Within(key string) bool { return len(p.segments) > 0 && p.segments[0].Key == key }
