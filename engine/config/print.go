package config

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// YAML prints the effective sync tree: what the user wrote with the defaults filled in
// and auto resolved. Empty lists, maps and texts are left out.
func (c *Config) YAML() ([]byte, error) {
	p := printer{}
	return p.print(&yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{text("sync"), p.encode(reflect.ValueOf(c.Sync))}})
}

// DefaultsYAML prints everything an empty file means, each key with its documented sentence.
func DefaultsYAML() ([]byte, error) {
	p := printer{all: true}
	return p.print(p.encode(reflect.ValueOf(*Default())))
}

// Tree is the whole configuration with its defaults filled in and auto resolved, as
// plain values. Sections that are not read are left out.
func (c *Config) Tree() (map[string]any, error) {
	tree := map[string]any{}
	if err := (printer{all: true}).encode(reflect.ValueOf(*c)).Decode(&tree); err != nil {
		return nil, fmt.Errorf("reading the configuration back: %w", err)
	}
	return tree, nil
}

// printer is the reverse of the decoder.
type printer struct {
	// all prints what is empty too, and the sentences.
	all bool
}

func (p printer) print(tree *yaml.Node) ([]byte, error) {
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := errors.Join(encoder.Encode(tree), encoder.Close()); err != nil {
		return nil, fmt.Errorf("printing the configuration: %w", err)
	}
	return out.Bytes(), nil
}

func (p printer) encode(v reflect.Value) *yaml.Node {
	switch value := v.Interface().(type) {
	case Switch:
		if value != SwitchAuto {
			return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: string(value)}
		}
	case Toleration:
		return text(value.String())
	}
	switch v.Kind() {
	case reflect.Bool:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: fmt.Sprint(v.Bool())}
	case reflect.Int:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: fmt.Sprint(v.Int())}
	case reflect.String:
		return text(v.String())
	case reflect.Slice:
		return p.list(v)
	case reflect.Map:
		return p.entries(v)
	case reflect.Struct:
		return p.structure(v)
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return p.encode(v.Elem())
		}
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null"}
}

func (p printer) list(v reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode}
	for i := range v.Len() {
		n.Content = append(n.Content, p.encode(v.Index(i)))
	}
	return n
}

func (p printer) entries(v reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	names := v.MapKeys()
	slices.SortFunc(names, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, name := range names {
		n.Content = append(n.Content, text(name.String()), p.encode(v.MapIndex(name)))
	}
	return n
}

func (p printer) structure(v reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, f := range fields(v.Type()) {
		inner := v.FieldByIndex(f.index)
		if f.key == "*" || !p.all && empty(inner) && !f.required {
			continue
		}
		key := text(f.key)
		if p.all {
			key.HeadComment = f.doc
		}
		n.Content = append(n.Content, key, p.encode(inner))
	}
	return n
}

// empty values need not be printed. A bool is never empty.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String, reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Pointer:
		return v.IsNil()
	}
	selector, ok := v.Interface().(LabelSelector)
	return ok && selector.Meta() == nil || v.Type() == reflect.TypeFor[Mappings]() && v.Field(0).Len() == 0
}

// text is a string; one that YAML 1.1 would read as something else is quoted.
func text(s string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(s)
	if ambiguous(s) {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}
