package steps

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/cucumber/godog"
	"sigs.k8s.io/yaml"
)

// house asks the target for nodes.
func (w *World) house(ctx context.Context, nodes []Node) error {
	target, ok := w.target.(Housing)
	if !ok {
		return errors.New("the host of this target has no nodes that run pods")
	}
	return w.changed(ctx, target.House(ctx, nodes))
}

func nodesOf(table *godog.Table) ([]Node, error) {
	if len(table.Rows) < 2 {
		return nil, errors.New("a table of nodes has a header and a row for each node")
	}
	var nodes []Node
	for _, row := range table.Rows[1:] {
		var n Node
		for i, cell := range row.Cells {
			if err := n.set(table.Rows[0].Cells[i].Value, cell.Value); err != nil {
				return nil, err
			}
		}
		if n.Name == "" {
			return nil, errors.New("a node has no name in the column node")
		}
		nodes = append(nodes, n)
	}
	return nodes, nil
}

func (n *Node) set(column, cell string) error {
	switch column {
	case "node":
		n.Name = cell
	case "handlers":
		n.Handlers = words(cell)
	case "not installed":
		n.Missing = words(cell)
	case "kubelet":
		n.Version = cell
	case "labels":
		return yaml.Unmarshal([]byte(cell), &n.Labels)
	case "allocatable":
		return yaml.Unmarshal([]byte(cell), &n.Allocatable)
	default:
		return fmt.Errorf("nodes have no column %q: it is node, handlers, not installed, labels, allocatable or kubelet", column)
	}
	return nil
}

// words are separated by commas.
func words(cell string) []string {
	var all []string
	for _, word := range strings.Split(cell, ",") {
		if word = strings.TrimSpace(word); word != "" {
			all = append(all, word)
		}
	}
	return all
}
