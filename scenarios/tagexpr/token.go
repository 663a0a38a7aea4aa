package tagexpr

import "unicode"

// token is one word of an expression; at is its first rune, counted from 1.
type token struct {
	text    string
	at      int
	literal bool // a tag, even if it reads like an operator once unescaped
}

func (t token) is(operator string) bool { return !t.literal && t.text == operator }

// scanner cuts an expression into tokens.
type scanner struct {
	source string
	runes  []rune
	next   int
}

// tokens splits an expression at blanks and parentheses and resolves escapes.
func tokens(source string) ([]token, error) {
	s := &scanner{source: source, runes: []rune(source)}
	var found []token
	for s.next < len(s.runes) {
		switch r := s.runes[s.next]; {
		case unicode.IsSpace(r):
			s.next++
		case r == '(' || r == ')':
			s.next++
			found = append(found, token{text: string(r), at: s.next})
		default:
			word, err := s.word()
			if err != nil {
				return nil, err
			}
			found = append(found, word)
		}
	}
	return found, nil
}

// word reads up to the next unescaped blank or parenthesis.
func (s *scanner) word() (token, error) {
	result := token{at: s.next + 1}
	var text []rune
	for ; s.next < len(s.runes); s.next++ {
		r := s.runes[s.next]
		if unicode.IsSpace(r) || r == '(' || r == ')' {
			break
		}
		if r == '\\' {
			s.next++
			if s.next == len(s.runes) || !escapable(s.runes[s.next]) {
				return token{}, &Error{Expression: s.source, At: s.next, Problem: `a backslash may only stand before "(", ")", "\" or a blank`}
			}
			r = s.runes[s.next]
			result.literal = true
		}
		text = append(text, r)
	}
	result.text = string(text)
	result.literal = result.literal || !isOperator(result.text)
	return result, nil
}

func escapable(r rune) bool {
	return r == '(' || r == ')' || r == '\\' || unicode.IsSpace(r)
}

func isOperator(word string) bool {
	return word == "and" || word == "or" || word == "not"
}
