package config

import (
	"strings"
	"unicode"
)

// Inside is the place of one character of a text value, for findings about what the
// text says: column and line count from 1 in the text itself. It follows quotes,
// escapes and blocks; a key that the user did not write has no place.
func (c *Config) Inside(key string, line, column int) Position {
	at := c.places[key].value
	if at == (Position{}) || at.Line > len(c.lines) {
		return at
	}
	s := scan{lines: c.lines, line: at.Line - 1, column: at.Column - 1}
	s.begin()
	for row := 1; row < line && s.more(); {
		if s.next() == '\n' {
			row++
		}
	}
	for n := 1; n < column && s.more(); n++ {
		s.next()
	}
	s.settle()
	return Position{File: at.File, Line: s.line + 1, Column: s.column + 1}
}

// Line is the text of a line of the file, counted from 1; "" where there is none.
func (c *Config) Line(n int) string {
	if n < 1 || n > len(c.lines) {
		return ""
	}
	return string(c.lines[n-1])
}

// scan walks the characters of one YAML scalar as its value has them.
type scan struct {
	lines        [][]rune
	line, column int
	// style is the quote, | or >, or 0 for plain text; indent is that of a block.
	style  rune
	indent int
}

// begin steps over what stands before the text: an anchor, a tag, a quote, the head of a block.
func (s *scan) begin() {
	for strings.ContainsRune("&!", s.here()) {
		for s.here() != 0 && !unicode.IsSpace(s.here()) {
			s.column++
		}
		s.spaces()
	}
	switch c := s.here(); c {
	case '"', '\'':
		s.style = c
		s.column++
	case '|', '>':
		s.style = c
		s.line++
		for s.line < len(s.lines)-1 && strings.TrimSpace(string(s.lines[s.line])) == "" {
			s.line++
		}
		s.column = 0
		s.spaces()
		s.indent = s.column
	}
}

func (s *scan) more() bool { return s.line < len(s.lines) }

// here is the character at the scan; 0 at the end of a line.
func (s *scan) here() rune {
	if s.line >= len(s.lines) || s.column >= len(s.lines[s.line]) {
		return 0
	}
	return s.lines[s.line][s.column]
}

// next takes one character of the value.
func (s *scan) next() rune {
	s.settle()
	c := s.here()
	switch {
	case c == 0:
		return s.turn()
	case s.style == '\'' && c == '\'':
		s.column += 2
	case s.style == '"' && c == '\\':
		return s.escape()
	default:
		s.column++
	}
	return c
}

// settle steps over an escaped line end, which stands for nothing, and over blanks
// before the end of a line that is folded.
func (s *scan) settle() {
	for s.style == '"' && s.here() == '\\' && s.column == len(s.lines[s.line])-1 {
		s.newline()
	}
}

// turn goes to the next line. Between lines that are folded stands a blank, or a
// line end where lines between them are empty.
func (s *scan) turn() rune {
	s.newline()
	if s.style == '|' {
		return '\n'
	}
	blank := ' '
	for s.more() && strings.TrimSpace(string(s.lines[s.line])) == "" && s.line < len(s.lines)-1 {
		blank = '\n'
		s.newline()
	}
	return blank
}

func (s *scan) newline() {
	s.line++
	s.column = 0
	switch {
	case !s.more():
	case s.style == '|' || s.style == '>':
		s.column = min(s.indent, len(s.lines[s.line]))
	default:
		s.spaces()
	}
}

func (s *scan) spaces() {
	for s.here() == ' ' || s.here() == '\t' {
		s.column++
	}
}

// escape takes one escape of a double-quoted text.
func (s *scan) escape() rune {
	width := map[rune]int{'x': 4, 'u': 6, 'U': 10}
	s.column++
	c := s.here()
	s.column += max(width[c]-1, 1)
	if c == 'n' {
		return '\n'
	}
	return 'x' // one character, whichever
}

func linesOf(data []byte) [][]rune {
	var lines [][]rune
	for line := range strings.SplitSeq(string(data), "\n") {
		lines = append(lines, []rune(strings.TrimSuffix(line, "\r")))
	}
	return lines
}
