package steps

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/cucumber/godog"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"
)

// The cell words that are not values.
const (
	absent  = "(absent)"
	anyCell = "(any)"
)

// field is one row of a `| path | value |` table.
type field struct {
	path path
	cell string
}

// fieldsOf reads a table of paths and values; it has no header.
func fieldsOf(table *godog.Table) ([]field, error) {
	var fields []field
	for _, row := range table.Rows {
		if len(row.Cells) != 2 {
			return nil, fmt.Errorf("a row has %d cells, want a path and a value", len(row.Cells))
		}
		p, err := parsePath(row.Cells[0].Value)
		if err != nil {
			return nil, err
		}
		fields = append(fields, field{p, row.Cells[1].Value})
	}
	return fields, nil
}

// value is the cell as YAML; labels, annotations and config map data are always text.
func (f field) value() any {
	if f.cell == absent {
		return nil
	}
	if f.path.textual() || strings.Contains(f.cell, "\n") {
		return strings.Trim(f.cell, `"`)
	}
	return scalar(f.cell)
}

// scalar reads a cell as YAML, or as plain text when it is none.
func scalar(cell string) any {
	var value any
	raw, err := yaml.YAMLToJSON([]byte(cell))
	if err != nil || utiljson.Unmarshal(raw, &value) != nil {
		return cell
	}
	return value
}

// matches compares loosely: as text, or as YAML when the cell holds a list or mapping.
func matches(cell string, got any) bool {
	if text(got) == cell {
		return true
	}
	return text(scalar(cell)) == text(got)
}

// text is a value as a person reads it: scalars plain, the rest as JSON.
func text(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(raw)
}

// path is a parsed field path.
type path []segment

type segment struct {
	key   string
	index int // of a list; -1 means every element
	list  bool
}

var segments = regexp.MustCompile(`^(?:\.?([A-Za-z0-9_/\-]+)|\.?\["([^"]+)"\]|\[(\d+|\*)\])`)

// parsePath reads dots, ["key"], [0] and [*].
func parsePath(raw string) (path, error) {
	var parsed path
	for rest := raw; rest != ""; {
		m := segments.FindStringSubmatch(rest)
		if m == nil {
			return nil, fmt.Errorf("path %q: cannot read %q", raw, rest)
		}
		parsed, rest = append(parsed, segmentOf(m)), rest[len(m[0]):]
	}
	if len(parsed) == 0 {
		return nil, errors.New("a path is empty")
	}
	return parsed, nil
}

func segmentOf(m []string) segment {
	if m[3] == "" {
		return segment{key: m[1] + m[2]}
	}
	if m[3] == "*" {
		return segment{list: true, index: -1}
	}
	index, err := strconv.Atoi(m[3])
	if err != nil {
		index = 1 << 30 // past any list
	}
	return segment{list: true, index: index}
}

// String is the path as a feature writes it.
func (p path) String() string {
	var b strings.Builder
	for i, s := range p {
		switch {
		case s.list && s.index < 0:
			b.WriteString("[*]")
		case s.list:
			fmt.Fprintf(&b, "[%d]", s.index)
		case strings.ContainsAny(s.key, "./"):
			fmt.Fprintf(&b, "[%q]", s.key)
		default:
			b.WriteString(strings.Repeat(".", min(i, 1)) + s.key)
		}
	}
	return b.String()
}

// keys are the names of a path that goes through no list.
func (p path) keys() []string {
	var keys []string
	for _, s := range p {
		keys = append(keys, s.key)
	}
	return keys
}

// textual reports whether the API wants text here whatever the cell looks like.
func (p path) textual() bool {
	last := p[:len(p)-1].String()
	return slices.Contains([]string{"metadata.labels", "metadata.annotations", "data", "stringData", "spec.selector"}, last)
}

// get returns every value the path selects; a missing field selects none.
func (p path) get(value any) []any {
	if len(p) == 0 {
		return []any{value}
	}
	var found []any
	for _, child := range p[0].children(value) {
		found = append(found, p[1:].get(child)...)
	}
	return found
}

func (s segment) children(value any) []any {
	switch v := value.(type) {
	case map[string]any:
		if child, ok := v[s.key]; ok && !s.list && child != nil {
			return []any{child}
		}
	case []any:
		if s.list && s.index < 0 {
			return v
		}
		if s.list && s.index < len(v) {
			return []any{v[s.index]}
		}
	}
	return nil
}

// set writes a value at the path, making the mappings and lists on the way. A
// nil value removes a list's place or stays as null in a mapping.
func (p path) set(object map[string]any, value any) error {
	_, err := p.put(object, value)
	return err
}

func (p path) put(into, value any) (any, error) {
	if len(p) == 0 {
		return value, nil
	}
	if p[0].list {
		return p.putInList(into, value)
	}
	mapping, ok := into.(map[string]any)
	if !ok && into != nil {
		return nil, fmt.Errorf("%s: the field above holds %s", p, text(into))
	}
	if mapping == nil {
		mapping = map[string]any{}
	}
	child, err := p[1:].put(mapping[p[0].key], value)
	mapping[p[0].key] = child
	return mapping, err
}

func (p path) putInList(into, value any) (any, error) {
	list, ok := into.([]any)
	if !ok && into != nil {
		return nil, fmt.Errorf("%s: the field above holds %s", p, text(into))
	}
	if p[0].index < 0 || p[0].index > len(list) {
		return nil, fmt.Errorf("%s: the list has %d elements", p, len(list))
	}
	if p[0].index == len(list) {
		list = append(slices.Clone(list), nil)
	}
	child, err := p[1:].put(list[p[0].index], value)
	list[p[0].index] = child
	return list, err
}

// patchOf is the merge patch that makes the fields hold on the current object.
// Lists are written whole, as merge patches must.
func patchOf(current map[string]any, fields []field) (map[string]any, error) {
	patch := map[string]any{}
	for _, f := range fields {
		p, value := f.path, f.value()
		if i := slices.IndexFunc(p, func(s segment) bool { return s.list }); i >= 0 {
			if err := p.set(current, value); err != nil {
				return nil, err
			}
			p, value = p[:i], p[:i].get(current)[0]
		}
		if err := p.set(patch, value); err != nil {
			return nil, err
		}
	}
	return patch, nil
}
