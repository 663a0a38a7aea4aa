package config

import (
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// What a configuration file may cost to read.
const (
	maxBytes = 1 << 20
	maxNodes = 200_000
	maxDepth = 100
)

// shape is what a node is, whatever it means.
type shape int

const (
	null shape = iota
	scalar
	list
	mapping
)

// node is a piece of YAML with aliases and merge keys resolved.
type node struct {
	shape shape
	at    Position
	// text and tag describe a scalar.
	text, tag string
	plain     bool
	items     []*node
	entries   []entry
}

// entry is one key of a mapping.
type entry struct {
	key   string
	plain bool
	at    Position
	value *node
}

// reader turns a parsed document into nodes.
type reader struct {
	file   string
	found  Findings
	left   int
	active map[*yaml.Node]bool
}

// read turns a text into nodes. The node is nil when the text cannot be read at all.
func read(file string, data []byte) (*node, Findings) {
	r := &reader{file: file, left: maxNodes, active: map[*yaml.Node]bool{}}
	if len(data) > maxBytes {
		r.fail(1, 1, "the file is larger than 1 MiB")
		return nil, r.found
	}
	if !utf8.Valid(data) {
		line, column := badByte(data)
		r.fail(line, column, "the file is not UTF-8 text")
		return nil, r.found
	}
	docs, err := documents(data)
	if err != nil {
		message, guess := syntaxError(err)
		line, column := locate(data, message, guess)
		r.fail(line, column, "not valid YAML: %s", message)
		return nil, r.found
	}
	return r.document(docs), r.found
}

// document checks that there is one document and resolves it.
func (r *reader) document(docs []*yaml.Node) *node {
	if len(docs) == 0 {
		return &node{at: r.position(1, 1)}
	}
	for _, doc := range docs[1:] {
		if body := doc.Content[0]; body.ShortTag() != "!!null" {
			r.fail(body.Line, body.Column, "only one YAML document is expected; another one starts here")
		}
	}
	return r.node("", docs[0].Content[0], 0)
}

// node resolves one node; path names it in findings. It is nil when a limit is hit.
func (r *reader) node(path string, y *yaml.Node, depth int) *node {
	if r.left--; r.left < 0 {
		if r.left == -1 {
			r.fail(y.Line, y.Column, "more than %d values; aliases count wherever they are used", maxNodes)
		}
		return nil
	}
	if depth > maxDepth {
		r.fail(y.Line, y.Column, "nested deeper than %d levels", maxDepth)
		return nil
	}
	n := &node{at: r.position(y.Line, y.Column)}
	switch y.Kind {
	case yaml.AliasNode:
		return r.alias(path, y, depth)
	case yaml.MappingNode:
		n.shape = mapping
		r.entries(path, n, y, depth)
	case yaml.SequenceNode:
		n.shape = list
		for i, item := range y.Content {
			if resolved := r.node(indexed(path, i), item, depth+1); resolved != nil {
				n.items = append(n.items, resolved)
			}
		}
	default:
		if n.tag = y.ShortTag(); n.tag != "!!null" {
			n.shape, n.text, n.plain = scalar, y.Value, plain(y)
		}
	}
	return n
}

// plain scalars are written without quotes.
func plain(y *yaml.Node) bool {
	return y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
}

// alias resolves to what the anchor holds, at the anchor's position.
func (r *reader) alias(path string, y *yaml.Node, depth int) *node {
	if r.active[y.Alias] {
		r.fail(y.Line, y.Column, "anchor %q contains itself", y.Value)
		return nil
	}
	r.active[y.Alias] = true
	defer delete(r.active, y.Alias)
	return r.node(path, y.Alias, depth+1)
}

// entries fills a mapping: its own keys first, then what it merges in.
func (r *reader) entries(path string, n *node, y *yaml.Node, depth int) {
	given := map[string]int{}
	var merged []*yaml.Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		key, value := y.Content[i], y.Content[i+1]
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		if key.ShortTag() == "!!merge" {
			merged = append(merged, value)
			continue
		}
		if key.Kind != yaml.ScalarNode {
			r.fail(key.Line, key.Column, "a key must be plain text")
			continue
		}
		if line, ok := given[key.Value]; ok {
			r.fail(y.Content[i].Line, y.Content[i].Column, "duplicate key %q%s; it is already given in line %d", short(key.Value), below(path), line)
			continue
		}
		given[key.Value] = y.Content[i].Line
		if v := r.node(child(path, key.Value), value, depth+1); v != nil {
			n.entries = append(n.entries, entry{key.Value, plain(key), r.position(y.Content[i].Line, y.Content[i].Column), v})
		}
	}
	for _, m := range merged {
		r.merge(path, n, m, given, depth)
	}
}

// merge adds the keys of << that the mapping does not have; of several mappings the first wins.
func (r *reader) merge(path string, n *node, y *yaml.Node, given map[string]int, depth int) {
	from := r.node(path, y, depth+1)
	if from == nil {
		return
	}
	sources := []*node{from}
	if from.shape == list {
		sources = from.items
	}
	for _, source := range sources {
		if source.shape != mapping {
			r.fail(y.Line, y.Column, "<< must name a mapping or a list of mappings")
			return
		}
		for _, e := range source.entries {
			if _, ok := given[e.key]; !ok {
				given[e.key] = e.at.Line
				n.entries = append(n.entries, e)
			}
		}
	}
}

func (r *reader) position(line, column int) Position {
	return Position{File: r.file, Line: max(line, 1), Column: max(column, 1)}
}

func (r *reader) fail(line, column int, format string, args ...any) {
	r.found.add(Error, r.position(line, column), "", format, args...)
	r.found.mark(len(r.found)-1, Syntax)
}
