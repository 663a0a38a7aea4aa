package object

import (
	"reflect"

	"k8s.io/apimachinery/pkg/runtime"
)

// Equal reports whether two JSON values are the same. Numbers are compared by
// value, and a missing map or list equals an empty one: API servers drop both.
func Equal(a, b any) bool {
	if empty(a) && empty(b) {
		return true
	}
	switch x := a.(type) {
	case string:
		y, ok := b.(string)
		return ok && x == y
	case map[string]any:
		y, ok := b.(map[string]any)
		return ok && (Same(x, y) || equalMaps(x, y))
	case []any:
		y, ok := b.([]any)
		return ok && equalLists(x, y)
	}
	x, xIsInt := a.(int64)
	y, yIsInt := b.(int64)
	if xIsInt && yIsInt {
		return x == y // above 2^53 a float would lie
	}
	if x, ok := number(a); ok {
		y, ok := number(b)
		return ok && x == y
	}
	return reflect.DeepEqual(a, b)
}

// Same reports whether two maps are one and the same, not only equal.
func Same(a, b map[string]any) bool {
	return a != nil && reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer()
}

func equalMaps(a, b map[string]any) bool {
	both := 0
	for key, value := range a {
		other, has := b[key]
		if !Equal(value, other) {
			return false
		}
		if has {
			both++
		}
	}
	if both == len(b) {
		return true
	}
	for key, value := range b {
		if _, ok := a[key]; !ok && !empty(value) {
			return false
		}
	}
	return true
}

func equalLists(a, b []any) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !Equal(a[i], b[i]) {
			return false
		}
	}
	return true
}

func empty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case map[string]any:
		return len(v) == 0
	case []any:
		return len(v) == 0
	}
	return false
}

func number(value any) (float64, bool) {
	switch n := value.(type) {
	case int64:
		return float64(n), true
	case float64:
		return n, true
	case int:
		return float64(n), true
	}
	return 0, false
}

// MergePatch returns the JSON merge patch (RFC 7386) that turns one object into
// the other, or nil when there is nothing to change. Lists are replaced whole.
func MergePatch(from, to map[string]any) map[string]any {
	patch := map[string]any{}
	for key, old := range from {
		if _, stays := to[key]; !stays && !empty(old) {
			patch[key] = nil
		}
	}
	for key, wanted := range to {
		if change, differs := difference(from[key], wanted); differs {
			patch[key] = change
		}
	}
	if len(patch) == 0 {
		return nil
	}
	return patch
}

func difference(old, wanted any) (any, bool) {
	if Equal(old, wanted) {
		return nil, false
	}
	oldMap, oldIsMap := old.(map[string]any)
	wantedMap, wantedIsMap := wanted.(map[string]any)
	if !oldIsMap || !wantedIsMap {
		return runtime.DeepCopyJSONValue(wanted), true
	}
	patch := MergePatch(oldMap, wantedMap)
	return patch, patch != nil
}

// Apply returns the object with a JSON merge patch applied; neither argument is changed.
func Apply(object, patch map[string]any) map[string]any {
	result := make(map[string]any, len(object))
	for key, value := range object {
		result[key] = value
	}
	for key, change := range patch {
		switch c := change.(type) {
		case nil:
			delete(result, key)
		case map[string]any:
			inner, _ := result[key].(map[string]any)
			result[key] = Apply(inner, c)
		default:
			result[key] = change
		}
	}
	return result
}
