package script

import (
	"fmt"
	"strings"
)

// The parser goes down a level for each bracket, and looks again from the start of
// each function and each chain: some texts of a few kilobytes would take it
// seconds, and others its stack.
const (
	maxNesting   = 256
	maxFunctions = 256
	maxChained   = 1024
)

// simple refuses texts that no parser should see. It counts without reading: a
// bracket in a text counts as one.
func simple(source string) error {
	if len(source) > MaxSource {
		return &SyntaxError{1, 1, fmt.Sprintf("an expression of %d bytes is too long, %d are the limit", len(source), MaxSource)}
	}
	for _, c := range []struct {
		token string
		most  int
	}{{"=>", maxFunctions}, {"?.", maxChained}} {
		if n := strings.Count(source, c.token); n > c.most {
			return &SyntaxError{1, 1, fmt.Sprintf("%d times %s is too often, %d are the limit", n, c.token, c.most)}
		}
	}
	return nested(source)
}

func nested(source string) error {
	depth := 0
	for i, c := range []byte(source) {
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(depth-1, 0)
		}
		if depth > maxNesting {
			before := source[:i]
			line := strings.Count(before, "\n") + 1
			column := len([]rune(before[strings.LastIndex(before, "\n")+1:])) + 1
			return &SyntaxError{line, column, fmt.Sprintf("brackets nest deeper than %d levels", maxNesting)}
		}
	}
	return nil
}
