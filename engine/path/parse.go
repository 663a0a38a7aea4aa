package path

import (
	"fmt"
	"strconv"
	"strings"
)

// Path names fields of an object. The zero Path names the whole object.
type Path struct {
	text     string
	segments []segment
}

// segment is one step: into a map by key, into a list by index, or into all
// entries of either (wildcard).
type segment struct {
	key      string
	index    int
	isIndex  bool
	wildcard bool
}

// SyntaxError says where a path is malformed.
type SyntaxError struct {
	Text    string
	Column  int // counted in bytes from 1
	Message string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("path %q, column %d: %s", e.Text, e.Column, e.Message)
}

// Parse reads a path. The empty text is the path of the whole object.
func Parse(text string) (Path, error) {
	p := parser{text: text}
	segments, err := p.run()
	if err != nil {
		return Path{}, err
	}
	return Path{text: text, segments: segments}, nil
}

// Must is Parse for paths written in the program; it panics on a malformed one.
func Must(text string) Path {
	p, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return p
}

// List is Must for several paths.
func List(texts ...string) []Path {
	paths := make([]Path, len(texts))
	for i, text := range texts {
		paths[i] = Must(text)
	}
	return paths
}

// String returns the path as it was written.
func (p Path) String() string { return p.text }

type parser struct {
	text string
	at   int
}

func (p *parser) run() ([]segment, error) {
	var segments []segment
	for p.at < len(p.text) {
		next, err := p.next(len(segments) == 0)
		if err != nil {
			return nil, err
		}
		segments = append(segments, next)
	}
	return segments, nil
}

func (p *parser) next(first bool) (segment, error) {
	switch c := p.text[p.at]; {
	case c == '[':
		return p.bracket()
	case c == '.' && first:
		return segment{}, p.fail("a path does not begin with a dot")
	case c == '.':
		p.at++
		return p.name()
	case first:
		return p.name()
	default:
		return segment{}, p.fail(fmt.Sprintf("a dot or a bracket is missing before %q", p.text[p.at:]))
	}
}

// name reads a key written without quotes; it ends at a dot or a bracket.
func (p *parser) name() (segment, error) {
	end := len(p.text)
	if i := strings.IndexAny(p.text[p.at:], ".[]"); i >= 0 {
		end = p.at + i
	}
	if end == p.at {
		return segment{}, p.fail("a name is missing here")
	}
	key := p.text[p.at:end]
	if end < len(p.text) && p.text[end] == ']' {
		p.at = end
		return segment{}, p.fail("this bracket was never opened")
	}
	p.at = end
	if key == "*" {
		return segment{wildcard: true}, nil
	}
	return segment{key: key}, nil
}

// bracket reads [0], [*], ["key"] or ['key'].
func (p *parser) bracket() (segment, error) {
	rest := p.text[p.at+1:]
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		return p.quoted(rest[0])
	}
	end := strings.IndexByte(rest, ']')
	if end < 0 {
		return segment{}, p.fail("this bracket is never closed")
	}
	inner := rest[:end]
	if inner == "*" {
		p.at += end + 2
		return segment{wildcard: true}, nil
	}
	index, err := strconv.Atoi(inner)
	if err != nil || strings.Trim(inner, "0123456789") != "" {
		p.at++
		return segment{}, p.fail(fmt.Sprintf("%q is neither an index from 0, nor *, nor a quoted key", inner))
	}
	p.at += end + 2
	return segment{index: index, isIndex: true}, nil
}

// quoted reads a key in quotes; a backslash takes the next byte as it is.
func (p *parser) quoted(quote byte) (segment, error) {
	var key strings.Builder
	for i := p.at + 2; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '\\' && i+1 < len(p.text):
			i++
			key.WriteByte(p.text[i])
		case c == quote:
			if i+1 >= len(p.text) || p.text[i+1] != ']' {
				p.at = i
				return segment{}, p.fail("a closing bracket is missing after this quote")
			}
			p.at = i + 2
			return segment{key: key.String()}, nil
		default:
			key.WriteByte(c)
		}
	}
	return segment{}, p.fail("this quoted key is never closed")
}

func (p *parser) fail(message string) error {
	return &SyntaxError{Text: p.text, Column: p.at + 1, Message: message}
}
