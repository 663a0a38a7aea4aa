package tagexpr

import (
	"fmt"
	"slices"
)

// Expression is a parsed tag expression.
type Expression struct{ matches func(tags []string) bool }

// Matches reports whether a scenario with these tags is selected. Tags are
// spelled with their "@".
func (e Expression) Matches(tags []string) bool { return e.matches(tags) }

// Error says what is wrong with an expression, and where.
type Error struct {
	Expression string
	At         int // the position of the first wrong rune, counted from 1
	Problem    string
}

func (e *Error) Error() string {
	return fmt.Sprintf("tag expression %q, position %d: %s", e.Expression, e.At, e.Problem)
}

// Parse reads a tag expression. "not" binds tighter than "and", "and" tighter
// than "or"; parentheses group; a backslash takes the meaning from a
// parenthesis, a blank or a backslash. The empty expression selects everything.
// A wrong expression is an *Error.
func Parse(source string) (Expression, error) {
	words, err := tokens(source)
	if err != nil {
		return Expression{}, err
	}
	if len(words) == 0 {
		return Expression{matches: func([]string) bool { return true }}, nil
	}
	p := &parser{source: source, words: words}
	root, err := p.or()
	if err != nil {
		return Expression{}, err
	}
	if rest := p.peek(); rest.text != "" {
		return Expression{}, p.wrong(rest, `expected "and", "or" or the end`)
	}
	return Expression{matches: root}, nil
}

// maxDepth bounds nesting, so that no expression exhausts the stack.
const maxDepth = 500

type node = func(tags []string) bool

// parser is a recursive descent over the tokens: or, and, not, primary.
type parser struct {
	source string
	words  []token
	next   int
	depth  int
}

func (p *parser) or() (node, error) {
	left, err := p.and()
	for err == nil && p.accept("or") {
		l := left
		var right node
		if right, err = p.and(); err == nil {
			left = func(tags []string) bool { return l(tags) || right(tags) }
		}
	}
	return left, err
}

func (p *parser) and() (node, error) {
	left, err := p.not()
	for err == nil && p.accept("and") {
		l := left
		var right node
		if right, err = p.not(); err == nil {
			left = func(tags []string) bool { return l(tags) && right(tags) }
		}
	}
	return left, err
}

func (p *parser) not() (node, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxDepth {
		return nil, p.wrong(p.peek(), "nested too deeply")
	}
	if !p.accept("not") {
		return p.primary()
	}
	inner, err := p.not()
	if err != nil {
		return nil, err
	}
	return func(tags []string) bool { return !inner(tags) }, nil
}

func (p *parser) primary() (node, error) {
	word := p.peek()
	switch {
	case word.literal:
		p.next++
		return func(tags []string) bool { return slices.Contains(tags, word.text) }, nil
	case p.accept("("):
		return p.group(word)
	}
	return nil, p.wrong(word, `expected a tag, "not" or "("`)
}

// group reads the inside of a parenthesis that is already open.
func (p *parser) group(open token) (node, error) {
	inner, err := p.or()
	if err != nil {
		return nil, err
	}
	if rest := p.peek(); rest.text != "" && !rest.is(")") {
		return nil, p.wrong(rest, `expected "and", "or" or ")"`)
	}
	if !p.accept(")") {
		return nil, &Error{Expression: p.source, At: open.at, Problem: `this "(" is never closed`}
	}
	return inner, nil
}

// peek returns the next token; at the end its text is empty.
func (p *parser) peek() token {
	if p.next < len(p.words) {
		return p.words[p.next]
	}
	return token{at: len([]rune(p.source)) + 1}
}

func (p *parser) accept(operator string) bool {
	if p.peek().is(operator) {
		p.next++
		return true
	}
	return false
}

func (p *parser) wrong(found token, expected string) error {
	what := fmt.Sprintf("%q", found.text)
	if found.text == "" {
		what = "the end"
	}
	return &Error{Expression: p.source, At: found.at, Problem: expected + ", found " + what}
}
