package path

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Path names fields of an object. The zero Path names the whole object.
type Path struct {
	text     string
	segments []Segment
}

// Segment is one step: into a map by key, into a list by index, or into all
// entries of either.
type Segment struct {
	// Key is the key of a map; of a wildcard it is empty.
	Key string
	// Index is the entry of a list, or -1. A number names an entry of a list and a
	// key of a map; in quotes it is a key only.
	Index int
	// Wildcard is every entry: [*] or .*
	Wildcard bool
	// Bracket is set for ["key"], [key] and [0]. A last segment in brackets may
	// name a key that is not there yet (PATCH-28), a plain one does not (PATCH-27).
	Bracket bool
}

// SyntaxError says where a path is malformed.
type SyntaxError struct {
	Text    string
	Offset  int // of the culprit within Text, in bytes from 0
	Message string
}

// Column counts characters from 1, for a caret below the text.
func (e *SyntaxError) Column() int { return utf8.RuneCountInString(e.Text[:e.Offset]) + 1 }

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("path %q, column %d: %s", e.Text, e.Column(), e.Message)
}

// Parse reads a path. A text of nothing but dots and blanks is the path of the
// whole object, as the empty one is.
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

// Segments are the steps of the path. They must not be changed.
func (p Path) Segments() []Segment { return p.segments }

// Same reports whether two paths name the same fields, however they are spelled:
// a.b, a["b"] and .a..b are the same.
func (p Path) Same(other Path) bool {
	if len(p.segments) != len(other.segments) {
		return false
	}
	for i, s := range p.segments {
		o := other.segments[i]
		if s.Key != o.Key || s.Index != o.Index || s.Wildcard != o.Wildcard {
			return false
		}
	}
	return true
}

const blanks = " \t\r\n"

type parser struct {
	text string
	at   int
}

// run reads segments. Dots separate them; empty ones, and blanks around them, mean
// nothing (PATCH-22).
func (p *parser) run() ([]Segment, error) {
	var segments []Segment
	separated := true
	for p.skip(blanks); p.at < len(p.text); p.skip(blanks) {
		c := p.text[p.at]
		if c == '.' {
			separated = true
			p.at++
			continue
		}
		if c != '[' && !separated {
			return nil, p.fail("a dot or a bracket is missing before %s", quote(p.text[p.at:]))
		}
		next, err := p.next(c)
		if err != nil {
			return nil, err
		}
		segments = append(segments, next)
		separated = false
	}
	return segments, nil
}

func (p *parser) next(c byte) (Segment, error) {
	switch c {
	case '[':
		return p.bracket()
	case '"':
		return p.quoted(c)
	}
	return p.name()
}

// name reads a key written without quotes; it ends at a dot or a bracket.
func (p *parser) name() (Segment, error) {
	key := p.until(".[]\"")
	if p.at < len(p.text) && p.text[p.at] == ']' {
		return Segment{}, p.fail("this bracket was never opened")
	}
	if p.at < len(p.text) && p.text[p.at] == '"' {
		return Segment{}, p.fail("a quote in the middle of a name")
	}
	return plain(key), nil
}

// bracket reads [0], [*], ["key"], ['key'] or [key].
func (p *parser) bracket() (s Segment, err error) {
	opened := p.at
	p.at++
	p.skip(blanks)
	switch start := p.at; {
	case p.at < len(p.text) && (p.text[p.at] == '"' || p.text[p.at] == '\''):
		if s, err = p.quoted(p.text[p.at]); err != nil {
			return Segment{}, err
		}
		p.skip(blanks)
	default:
		key := p.until("[]\"")
		if p.at < len(p.text) && p.text[p.at] == ']' {
			if problem := unquoted(key); problem != "" {
				p.at = start
				return Segment{}, p.fail("%s", problem)
			}
		}
		s = plain(key)
	}
	return p.closed(s, opened)
}

// closed reads the bracket that ends a segment.
func (p *parser) closed(s Segment, opened int) (Segment, error) {
	switch {
	case p.at == len(p.text):
		p.at = opened
		return Segment{}, p.fail("this bracket is never closed")
	case p.text[p.at] == '[':
		return Segment{}, p.fail("a bracket inside a bracket")
	case p.text[p.at] != ']':
		return Segment{}, p.fail("a closing bracket is missing before %s", quote(p.text[p.at:]))
	}
	p.at++
	s.Bracket = !s.Wildcard
	return s, nil
}

// unquoted says what is wrong with what stands in brackets without quotes.
func unquoted(key string) string {
	switch {
	case key == "":
		return "an index, a key or * is missing between these brackets"
	case strings.Trim(key, "0123456789") == "-" && key[0] == '-':
		return fmt.Sprintf("%s is no index, they count from 0; a key like this needs quotes", quote(key))
	}
	return ""
}

// plain is a segment written without quotes.
func plain(key string) Segment {
	if key == "*" {
		return Segment{Index: -1, Wildcard: true}
	}
	if index, err := strconv.Atoi(key); err == nil && strings.Trim(key, "0123456789") == "" {
		return Segment{Key: key, Index: index}
	}
	return Segment{Key: key, Index: -1}
}

// quoted reads a key in quotes; a backslash takes the next character as it is.
func (p *parser) quoted(quote byte) (Segment, error) {
	var key strings.Builder
	for i := p.at + 1; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '\\' && i+1 < len(p.text):
			i++
			key.WriteByte(p.text[i])
		case c == quote && key.Len() == 0:
			return Segment{}, p.fail("a key is missing between these quotes")
		case c == quote:
			p.at = i + 1
			return Segment{Key: key.String(), Index: -1}, nil
		default:
			key.WriteByte(c)
		}
	}
	return Segment{}, p.fail("this quoted key is never closed")
}

// until reads up to one of the characters, without the blanks before it.
func (p *parser) until(ends string) string {
	rest := p.text[p.at:]
	if i := strings.IndexAny(rest, ends); i >= 0 {
		rest = rest[:i]
	}
	p.at += len(rest)
	return strings.TrimRight(rest, blanks)
}

func (p *parser) skip(set string) {
	p.at = len(p.text) - len(strings.TrimLeft(p.text[p.at:], set))
}

func (p *parser) fail(format string, args ...any) error {
	return &SyntaxError{Text: p.text, Offset: p.at, Message: fmt.Sprintf(format, args...)}
}

// quote shows the beginning of a text.
func quote(text string) string {
	const enough = 30
	if len(text) > enough {
		cut := enough
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut] + "…"
	}
	return strconv.Quote(text)
}
