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
	tree := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{text("sync"), encode(reflect.ValueOf(c.Sync))}}
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := errors.Join(encoder.Encode(tree), encoder.Close()); err != nil {
		return nil, fmt.Errorf("printing the sync tree: %w", err)
	}
	return out.Bytes(), nil
}

// encode is the reverse of decode; nil for what is empty.
func encode(v reflect.Value) *yaml.Node {
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
	case reflect.String:
		return text(v.String())
	case reflect.Slice:
		return encodeList(v)
	case reflect.Map:
		return encodeMap(v)
	case reflect.Struct:
		return encodeStruct(v)
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return encode(v.Elem())
		}
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null"}
}

func encodeList(v reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode}
	for i := range v.Len() {
		n.Content = append(n.Content, encode(v.Index(i)))
	}
	return n
}

func encodeMap(v reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	names := v.MapKeys()
	slices.SortFunc(names, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, name := range names {
		n.Content = append(n.Content, text(name.String()), encode(v.MapIndex(name)))
	}
	return n
}

func encodeStruct(v reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, f := range fields(v.Type()) {
		inner := v.FieldByIndex(f.index)
		if f.key == "*" || empty(inner) && !f.required {
			continue
		}
		n.Content = append(n.Content, text(f.key), encode(inner))
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
