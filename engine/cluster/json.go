package cluster

import (
	"maps"
	"strconv"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	utiljson "k8s.io/apimachinery/pkg/util/json"
)

// parsed reads a JSON object as the library does, whole numbers as int64, in one pass:
// the library checks every byte against the grammar first. The names of fields take
// memory once, not in every object. What is not plain is left to the library.
func parsed(data []byte, known *names) (map[string]any, error) {
	p := parser{data: data, known: known}
	p.blank()
	if p.at < len(data) && data[p.at] == '{' {
		if content, ok := p.object(0); ok {
			if p.blank(); p.at == len(data) {
				return content, nil
			}
		}
	}
	var content map[string]any
	err := utiljson.Unmarshal(data, &content)
	return content, err
}

// deepest is how deep values may lie in one another; the library has its own limit.
const deepest = 1000

// parser is at a place of a text. Its methods read one thing and go behind it; those
// that return false found something they leave to the library.
type parser struct {
	data  []byte
	at    int
	known *names
}

func (p *parser) blank() {
	for p.at < len(p.data) {
		switch p.data[p.at] {
		case ' ', '\n', '\r', '\t':
			p.at++
		default:
			return
		}
	}
}

// next goes behind a byte, and the blanks before it.
func (p *parser) next(b byte) bool {
	p.blank()
	if p.at < len(p.data) && p.data[p.at] == b {
		p.at++
		return true
	}
	return false
}

func (p *parser) value(depth int) (any, bool) {
	p.blank()
	if p.at >= len(p.data) || depth > deepest {
		return nil, false
	}
	switch b := p.data[p.at]; {
	case b == '{':
		return p.object(depth)
	case b == '[':
		return p.list(depth)
	case b == '"':
		return p.text(copied)
	case b == '-' || b >= '0' && b <= '9':
		return p.number()
	}
	switch {
	case p.word("true"):
		return true, true
	case p.word("false"):
		return false, true
	}
	return nil, p.word("null")
}

func (p *parser) word(word string) bool {
	end := p.at + len(word)
	if end > len(p.data) || string(p.data[p.at:end]) != word {
		return false
	}
	p.at = end
	return true
}

func (p *parser) object(depth int) (map[string]any, bool) {
	p.at++
	content := map[string]any{}
	if p.next('}') {
		return content, true
	}
	for {
		p.blank()
		if p.at >= len(p.data) || p.data[p.at] != '"' {
			return nil, false
		}
		key, ok := p.text(p.known.of)
		if !ok || !p.next(':') {
			return nil, false
		}
		value, ok := p.value(depth + 1)
		if !ok {
			return nil, false
		}
		content[key] = value
		if !p.next(',') {
			return content, p.next('}')
		}
	}
}

func (p *parser) list(depth int) ([]any, bool) {
	p.at++
	content := []any{}
	if p.next(']') {
		return content, true
	}
	for {
		value, ok := p.value(depth + 1)
		if !ok {
			return nil, false
		}
		content = append(content, value)
		if !p.next(',') {
			return content, p.next(']')
		}
	}
}

// text reads a string that says its bytes as they are, or with escapes of one letter.
func (p *parser) text(made func([]byte) string) (string, bool) {
	p.at++
	begin, plain := p.at, true
	for ; p.at < len(p.data); p.at++ {
		switch b := p.data[p.at]; {
		case b == '"':
			text := p.data[begin:p.at]
			p.at++
			if !plain && !utf8.Valid(text) {
				return "", false
			}
			return made(text), true
		case b == '\\':
			return p.escaped(begin)
		case b < ' ':
			return "", false
		case b >= utf8.RuneSelf:
			plain = false
		}
	}
	return "", false
}

// escaped reads on behind the first escape of a string that began at begin.
func (p *parser) escaped(begin int) (string, bool) {
	for skip := false; p.at < len(p.data); p.at++ {
		switch b := p.data[p.at]; {
		case skip:
			skip = false
		case b == '\\':
			skip = true
		case b == '"':
			p.at++
			var text string
			err := utiljson.Unmarshal(p.data[begin-1:p.at], &text)
			return text, err == nil
		}
	}
	return "", false
}

// number reads a whole number; others are the library's.
func (p *parser) number() (any, bool) {
	begin := p.at
	if p.data[p.at] == '-' {
		p.at++
	}
	digits := p.at
	for p.at < len(p.data) && p.data[p.at] >= '0' && p.data[p.at] <= '9' {
		p.at++
	}
	if p.at < len(p.data) && (p.data[p.at] == '.' || p.data[p.at] == 'e' || p.data[p.at] == 'E') {
		return nil, false
	}
	if p.at > digits+1 && p.data[digits] == '0' {
		return nil, false
	}
	whole, err := strconv.ParseInt(string(p.data[begin:p.at]), 10, 64)
	return whole, err == nil
}

func copied(text []byte) string { return string(text) }

// names remembers the names of fields that were read, the first few hundred, for all
// streams of a client. The zero names remember none yet.
type names struct {
	held atomic.Pointer[map[string]string] // never changed, only replaced
	mu   sync.Mutex
}

const (
	namesMost   = 512 // different ones remembered; tenants make up more
	nameLongest = 64
)

// of is a name as a string.
func (n *names) of(text []byte) string {
	if held := n.held.Load(); held != nil {
		if name, known := (*held)[string(text)]; known {
			return name
		}
		if len(*held) >= namesMost {
			return string(text)
		}
	}
	name := string(text)
	if len(name) <= nameLongest {
		n.learn(name)
	}
	return name
}

func (n *names) learn(name string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	more := map[string]string{name: name}
	if held := n.held.Load(); held != nil {
		maps.Copy(more, *held)
	}
	n.held.Store(&more)
}
