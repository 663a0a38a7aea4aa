package cluster

import (
	"slices"
	"strconv"
)

// sharing lets cached objects hold what is the same in all of them once: the
// service variables, tolerations and owners of a thousand pods are a third of the
// memory. Cached objects are read-only, so nobody notices. It serves one cache and
// is not safe for concurrent use.
type sharing map[string]map[string]any

const (
	shareEntries = 6     // larger maps are seldom the same
	shareMost    = 10000 // different maps remembered
)

// within replaces the small maps in the lists of a value by the first of their kind.
func (s sharing) within(value any) {
	switch node := value.(type) {
	case map[string]any:
		for _, child := range node {
			s.within(child)
		}
	case []any:
		for i, child := range node {
			if m, ok := child.(map[string]any); ok && len(m) <= shareEntries {
				if text, plain := spelled(m); plain {
					node[i] = s.first(text, m)
					continue
				}
			}
			s.within(child)
		}
	}
}

func (s sharing) first(text string, m map[string]any) map[string]any {
	if known, ok := s[text]; ok {
		return known
	}
	if len(s) < shareMost {
		s[text] = m
	}
	return m
}

// spelled is the content of a map that holds only plain values.
func spelled(m map[string]any) (string, bool) {
	var room [shareEntries]string
	keys := room[:0]
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var text []byte
	for _, key := range keys {
		text = append(append(text, key...), 0)
		switch value := m[key].(type) {
		case string:
			text = append(append(text, 's'), value...)
		case bool:
			text = strconv.AppendBool(append(text, 'b'), value)
		case int64:
			text = strconv.AppendInt(append(text, 'i'), value, 10)
		default:
			return "", false
		}
		text = append(text, 0)
	}
	return string(text), true
}
