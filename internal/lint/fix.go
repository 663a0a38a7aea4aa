package lint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/syncspec/syncspec/engine/config"
)

// mostRounds bounds how often a repaired text is looked at again.
const mostRounds = 5

// repair is the edit that a finding of the configuration's own allows.
func (p *pass) repair(rule *Rule, f config.Finding) *Edit {
	if rule.Code != "VC106" {
		return nil
	}
	const older, newer = "translate", "patches"
	end := f.Column + len(older)
	if substring(p.line(f.Line), f.Column, end) != older {
		return nil // in quotes, or in a place that an alias only points to
	}
	return &Edit{Line: f.Line, Column: f.Column, EndColumn: end, Text: newer}
}

// Fix makes every repair that cannot change what the author means, and returns the
// text with how many they were. Nothing else of it changes: comments, blanks and line
// ends stay. A repair after which more is wrong than before is not made.
func Fix(file string, text []byte, o Options) (repaired []byte, made int) {
	found := Check(file, text, o)
	for range mostRounds {
		edits := editsOf(found)
		if len(edits) == 0 {
			break
		}
		next := apply(text, edits)
		after := Check(file, next, o)
		if Count(after, config.Error) > Count(found, config.Error) || len(editsOf(after)) >= len(edits) {
			break
		}
		text, found, made = next, after, made+len(edits)
	}
	return text, made
}

func editsOf(found []Finding) []Edit {
	var edits []Edit
	for _, f := range found {
		if f.Fix != nil && !slices.Contains(edits, *f.Fix) {
			edits = append(edits, *f.Fix)
		}
	}
	slices.SortFunc(edits, func(a, b Edit) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) })
	return edits
}

// apply makes edits from the last to the first, so that none moves another.
func apply(text []byte, edits []Edit) []byte {
	lines := strings.Split(string(text), "\n")
	for _, e := range slices.Backward(edits) {
		letters := []rune(lines[e.Line-1])
		lines[e.Line-1] = string(letters[:e.Column-1]) + e.Text + string(letters[e.EndColumn-1:])
	}
	return []byte(strings.Join(lines, "\n"))
}
