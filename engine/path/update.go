package path

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Match is one place of an object that a path names.
type Match struct {
	// Value is what is there. It may be changed in place only if it is also Set.
	Value any
	// Exists is false for a key that is not in its map: only a path that ends in
	// brackets names such a place (PATCH-28).
	Exists bool
	// Path is where it is, with indexes and keys for the wildcards (PATCH-52):
	// spec.containers.0.name, metadata.annotations."a.b/c".
	Path string
	// Parent is the Path of the map or list that holds it.
	Parent string
}

// Edit is what becomes of a Match; the zero Edit leaves it alone.
type Edit struct {
	// Set says that Value is to be there.
	Set   bool
	Value any
	// Delete takes the key out of its map or the entry out of its list. What is not
	// there stays away.
	Delete bool
}

// Put is the Edit that puts a value there.
func Put(value any) Edit { return Edit{Set: true, Value: value} }

// Drop is the Edit that deletes.
func Drop() Edit { return Edit{Delete: true} }

// ErrWhole is returned for an edit that leaves no object: the whole object can
// only be replaced by another one.
var ErrWhole = errors.New("the whole object can only be replaced by an object")

// Update calls change with every place the path names, lists in their order and
// maps by sorted key, and does what it returns, in place. The first error ends it,
// with the edits before it done; the object must be the caller's own copy.
//
// Entries taken out of a list go when all of it has been seen: the indexes of a
// Match are those of the list as it was.
//
// Update returns the paths of objects that are missing on the way, or null
// (PATCH-21): spec.template for spec.template.metadata.labels["a"]. Something else
// in the way (PATCH-31) and an index past the end (PATCH-23) name nothing.
func (p Path) Update(object map[string]any, change func(Match) (Edit, error)) (missing []string, err error) {
	if p.Whole() {
		return nil, updateWhole(object, change)
	}
	u := updater{change: change}
	_, err = u.walk(p.segments, object, "")
	return u.missing, err
}

func updateWhole(object map[string]any, change func(Match) (Edit, error)) error {
	edit, err := change(Match{Value: object, Exists: true})
	if err != nil || !edit.Set && !edit.Delete {
		return err
	}
	whole, is := edit.Value.(map[string]any)
	if !is || edit.Delete {
		return ErrWhole
	}
	whole = maps.Clone(whole) // it may be the object itself
	clear(object)
	maps.Copy(object, whole)
	return nil
}

type updater struct {
	change  func(Match) (Edit, error)
	missing []string
}

// walk returns the node, or what it has become: a list that lost entries is another one.
func (u *updater) walk(rest []Segment, node any, at string) (any, error) {
	switch node := node.(type) {
	case map[string]any:
		return node, u.walkMap(rest, node, at)
	case []any:
		return u.walkList(rest, node, at)
	case nil:
		u.missing = append(u.missing, at)
	}
	return node, nil
}

func (u *updater) walkMap(rest []Segment, node map[string]any, at string) error {
	for _, key := range rest[0].keys(node) {
		child, exists := node[key]
		below := join(at, key)
		switch {
		case len(rest) > 1 && !exists:
			u.missing = append(u.missing, below)
		case len(rest) > 1:
			changed, err := u.walk(rest[1:], child, below)
			if err != nil {
				return err
			}
			node[key] = changed
		case exists || rest[0].Bracket:
			edit, err := u.change(Match{Value: child, Exists: exists, Path: below, Parent: at})
			if err != nil {
				return err
			}
			if edit.Delete {
				delete(node, key)
			} else if edit.Set {
				node[key] = edit.Value
			}
		}
	}
	return nil
}

func (u *updater) walkList(rest []Segment, node []any, at string) ([]any, error) {
	var gone []int
	for _, i := range rest[0].indexes(node) {
		below := join(at, strconv.Itoa(i))
		if len(rest) > 1 {
			changed, err := u.walk(rest[1:], node[i], below)
			if err != nil {
				return node, err
			}
			node[i] = changed
			continue
		}
		edit, err := u.change(Match{Value: node[i], Exists: true, Path: below, Parent: at})
		if err != nil {
			return node, err
		}
		if edit.Delete {
			gone = append(gone, i)
		} else if edit.Set {
			node[i] = edit.Value
		}
	}
	return without(node, gone), nil
}

// without is the list without some entries; with none to go it is the same list.
func without(list []any, gone []int) []any {
	if len(gone) == 0 {
		return list
	}
	kept := make([]any, 0, len(list)-len(gone))
	for i, entry := range list {
		if _, goes := slices.BinarySearch(gone, i); !goes {
			kept = append(kept, entry)
		}
	}
	return kept
}

// join adds a key or an index to a path. It is quoted where Parse would read it otherwise.
func join(at, key string) string {
	if key == "" || key == "*" || strings.Trim(key, blanks) != key || strings.ContainsAny(key, ".[]\"\\") {
		key = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(key) + `"`
	}
	if at == "" {
		return key
	}
	return at + "." + key
}
