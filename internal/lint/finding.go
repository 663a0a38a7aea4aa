package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/syncspec/syncspec/engine/config"
)

// Finding is one thing to say, about one place.
type Finding struct {
	Rule *Rule
	File string
	// Line and Column count from 1, columns in characters; EndColumn is the first
	// column behind the text the finding is about.
	Line, Column, EndColumn int
	// Key is the dotted path of the key; empty for the file as a whole.
	Key string
	// Message says what is wrong here; Rule has the sentence and the advice.
	Message  string
	Severity config.Severity
	// Text is the line of the file.
	Text string
	// Fix is a repair that cannot change what the author means; nil for none.
	Fix *Edit
}

// Edit replaces the characters from Column to EndColumn of a line.
type Edit struct {
	Line, Column, EndColumn int
	Text                    string
}

// String is "vcluster.yaml:7:5: warning: message [VC205]".
func (f Finding) String() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s [%s]", f.File, f.Line, f.Column, level(f.Severity), f.Message, f.Rule.Code)
}

// level is what reports call a severity.
func level(s config.Severity) string {
	return []string{"error", "warning", "note"}[min(max(int(s), 0), 2)]
}

// Count is how many findings have a severity.
func Count(found []Finding, severity config.Severity) int {
	n := 0
	for _, f := range found {
		if f.Severity == severity {
			n++
		}
	}
	return n
}

// sorted orders by place, and keeps one finding of a rule about a place.
func sorted(found []Finding) []Finding {
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), strings.Compare(a.Rule.Code, b.Rule.Code),
			cmp.Compare(a.Severity, b.Severity))
	})
	return slices.CompactFunc(found, func(a, b Finding) bool {
		return a.Line == b.Line && a.Column == b.Column && a.Rule.Code == b.Rule.Code && (a.Message == b.Message || a.Rule.once)
	})
}

// span is the end of the text that begins at a column: a quoted text with its quotes,
// else up to a blank or to what ends a value or a key.
func span(line string, column int) int {
	letters := []rune(line)
	if column < 1 || column > len(letters) {
		return column + 1
	}
	end := column - 1
	if quote := letters[end]; quote == '"' || quote == '\'' {
		for end++; end < len(letters) && letters[end] != quote; end++ {
			if quote == '"' && letters[end] == '\\' {
				end++
			}
		}
		return min(end+1, len(letters)) + 1
	}
	for end < len(letters) && !ends(letters, end) {
		end++
	}
	return max(end, column) + 1
}

// ends says whether a plain YAML text stops before a character.
func ends(letters []rune, i int) bool {
	switch letters[i] {
	case ' ', '\t', ',', '{', '}':
		return true
	case ':':
		return i+1 == len(letters) || letters[i+1] == ' '
	}
	return false
}
