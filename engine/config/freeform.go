package config

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// freeForm is a node as plain Go values, for the sections this package does not read.
func freeForm(n *node) any {
	switch n.shape {
	case null:
		return nil
	case list:
		items := make([]any, len(n.items))
		for i, item := range n.items {
			items[i] = freeForm(item)
		}
		return items
	case mapping:
		entries := make(map[string]any, len(n.entries))
		for _, e := range n.entries {
			entries[e.key] = freeForm(e.value)
		}
		return entries
	}
	return freeScalar(n)
}

func freeScalar(n *node) any {
	switch n.tag {
	case "!!bool":
		return strings.EqualFold(n.text, "true")
	case "!!int", "!!float":
		var number any
		raw := yaml.Node{Kind: yaml.ScalarNode, Tag: n.tag, Value: n.text}
		if err := raw.Decode(&number); err == nil {
			return number
		}
	}
	if number, err := strconv.ParseFloat(n.text, 64); err == nil && n.tag == "!!float" {
		return number
	}
	return n.text
}
